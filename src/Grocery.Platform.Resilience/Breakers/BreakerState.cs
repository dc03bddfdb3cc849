namespace Grocery.Platform.Resilience.Breakers;

/// <summary>What a breaker does with attempts.</summary>
internal enum BreakerState
{
    /// <summary>Lets all through, and counts.</summary>
    Closed,

    /// <summary>Lets one through to try.</summary>
    HalfOpen,

    /// <summary>Rejects all for a while.</summary>
    Open,

    /// <summary>Rejects all, because an operator says so.</summary>
    Isolated,

    /// <summary>Lets all through whatever happens, because an operator says so.</summary>
    HeldClosed,
}
