namespace Grocery.AppHost.Shop;

/// <summary>A fault to inject into a service, with the members that <c>PUT /resilience/faults</c> takes; without an effect it ends.</summary>
/// <param name="Rule">Its name.</param>
internal sealed record FaultRule(string Rule)
{
    /// <summary>Gets the client whose calls are hit; without one, incoming requests are.</summary>
    public string? Client { get; init; }

    public string? Route { get; init; }

    public double? Share { get; init; }

    public TimeSpan? Latency { get; init; }

    public string? Error { get; init; }

    public int? Status { get; init; }

    public TimeSpan? Ttl { get; init; }

    public string By { get; init; } = RunningShop.Name;
}
