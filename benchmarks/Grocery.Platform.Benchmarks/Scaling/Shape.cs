namespace Grocery.Platform.Benchmarks.Scaling;

/// <summary>How a cost grows with a size; each is worse than the one before it.</summary>
internal enum Shape
{
    /// <summary>It hardly grows.</summary>
    Flat,

    /// <summary>It grows at most as fast as the size.</summary>
    Linear,

    /// <summary>It grows faster than the size.</summary>
    Superlinear,
}
