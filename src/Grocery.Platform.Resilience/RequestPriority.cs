namespace Grocery.Platform.Resilience;

/// <summary>What becomes of a request when the service works on as many as it can. From the first to go to the last.</summary>
public enum RequestPriority
{
    /// <summary>Gets at most three quarters of the limit, and leaves a full queue first: prefetching, batches, crawlers.</summary>
    Low,

    /// <summary>What an endpoint has that says nothing.</summary>
    Normal,

    /// <summary>Goes ahead of others in the queue, and takes their place there when it is full.</summary>
    High,

    /// <summary>Never refused and never waits; it counts as in flight.</summary>
    Critical,

    /// <summary>
    /// Never refused, not counted and not measured: server-sent events and other long streams. Health checks have it, see
    /// <see cref="ResilienceOptions.HealthPaths"/>. An accepted WebSocket is counted no
    /// more without it, but may be refused.
    /// </summary>
    Exempt,
}
