namespace Grocery.Platform.Resilience;

/// <summary>How the number of requests that may run at once is found.</summary>
public enum InboundMode
{
    /// <summary>
    /// It follows the latency of the service, between <see cref="InboundOptions.MinLimit"/> and <see cref="InboundOptions.MaxLimit"/>.
    /// </summary>
    Adaptive,

    /// <summary>It is <see cref="InboundOptions.Limit"/>.</summary>
    Fixed,
}
