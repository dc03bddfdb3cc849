namespace Grocery.Platform.Benchmarks.Scaling;

/// <summary>What is measured of an operation.</summary>
internal enum Quantity
{
    /// <summary>Nanoseconds for each operation.</summary>
    Time,

    /// <summary>Bytes that each operation allocates.</summary>
    Allocated,

    /// <summary>Bytes that stay in use as long as the process knows of everything that was set up.</summary>
    Held,
}
