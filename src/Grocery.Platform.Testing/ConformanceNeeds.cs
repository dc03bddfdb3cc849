namespace Grocery.Platform.Testing;

/// <summary>What a check needs beside the address of the service.</summary>
[Flags]
public enum ConformanceNeeds
{
    /// <summary>Nothing: it runs against any service that answers.</summary>
    None = 0,

    /// <summary>A management port: given with the address, or opened by the suite in a service that it starts.</summary>
    Management = 1,

    /// <summary>A service that the suite starts, with settings of its own: in process or an executable.</summary>
    Start = 2,

    /// <summary>A process of its own, for standard output and signals: an executable.</summary>
    Process = 4,

    /// <summary>A dependency whose address the suite may set, and a route that calls it: <see cref="ConformancePlan.Dependency"/>.</summary>
    Dependency = 8,

    /// <summary>A route that sends the dependency what must not be sent twice: <see cref="ConformanceDependency.UnsafeRoute"/>.</summary>
    UnsafeRoute = 16,
}
