namespace Grocery.Platform.Resilience.Outgoing;

/// <summary>The wait that a response asks for (RFC 9110, section 10.2.3).</summary>
internal static class RetryAfter
{
    /// <summary>Reads the wait from either form of the header.</summary>
    /// <returns><see langword="null"/> when there is none, or when it is over already.</returns>
    public static TimeSpan? Of(HttpResponseMessage? response, TimeProvider time)
    {
        TimeSpan? wait = response?.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - time.GetUtcNow(),
            _ => null,
        };
        return wait > TimeSpan.Zero ? wait : null;
    }
}
