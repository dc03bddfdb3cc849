namespace Grocery.Platform.Resilience.Destinations;

/// <summary>How an attempt, or a call with all its attempts, ended.</summary>
internal enum CallOutcome
{
    Success,

    /// <summary>With an answer that says that another attempt may succeed.</summary>
    TransientStatus,

    /// <summary>Without an answer within the time of the attempt, or of the call.</summary>
    Timeout,

    Error,

    /// <summary>By its caller.</summary>
    Canceled,

    /// <summary>By the breaker, before anything was sent.</summary>
    Rejected,

    /// <summary>By the concurrency limit, before anything was sent.</summary>
    Limited,
}
