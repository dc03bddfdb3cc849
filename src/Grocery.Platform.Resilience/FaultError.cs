namespace Grocery.Platform.Resilience;

/// <summary>How an attempt of an outgoing call, or an incoming request, is made to fail without an answer.</summary>
public enum FaultError
{
    /// <summary>
    /// The connection breaks: the exception says that the response ended early, so that the request may have been processed. An incoming
    /// request gets its connection cut off.
    /// </summary>
    ConnectionLost,

    /// <summary>Nobody accepts the connection, which proves that nothing was processed. For outgoing calls only.</summary>
    ConnectionRefused,

    /// <summary>The time-out of the connection ends the attempt, at once unless the rule has a latency. For outgoing calls only.</summary>
    Timeout,
}
