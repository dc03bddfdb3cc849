namespace Grocery.Platform.Testing;

/// <summary>
/// A service that the service under test calls. The suite puts a faulty one of its own in its place: without this, no check of outgoing calls runs.
/// </summary>
public sealed class ConformanceDependency
{
    /// <summary>Gets the configuration key of its address, such as <c>Services:Product</c>.</summary>
    /// <value>The suite sets it to an address such as <c>http://127.0.0.1:12345/</c>.</value>
    public required string Key { get; init; }

    /// <summary>Gets the route that calls it by a method which is safe to repeat.</summary>
    public required ConformanceRoute Route { get; init; }

    /// <summary>Gets the route that calls it by POST without an <c>Idempotency-Key</c>.</summary>
    /// <value>None by default: the check that such calls are not repeated does not run.</value>
    public ConformanceRoute? UnsafeRoute { get; init; }

    /// <summary>Gets the name of the client in the factory.</summary>
    /// <value>None by default. Set it when the service has settings of its own for the client under <c>Platform:Resilience:Clients</c>, which go before the suite's.</value>
    public string? Client { get; init; }

    /// <summary>Gets what it answers while it is well, as JSON.</summary>
    /// <value>An empty object by default.</value>
    public string Answer { get; init; } = "{}";
}
