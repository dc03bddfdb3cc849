namespace Grocery.Platform.Resilience.Outgoing;

/// <summary>The waits before retries.</summary>
internal static class BackOff
{
    /// <summary>
    /// Draws the next wait by decorrelated jitter ("Exponential Backoff And Jitter", AWS Architecture Blog): between the base and three
    /// times the last wait, up to the cap.
    /// </summary>
    public static TimeSpan Next(TimeSpan last, CallOptions options)
    {
        var most = Math.Max(options.RetryBaseDelay.Ticks, last.Ticks) * 3;
        var drawn = TimeSpan.FromTicks(Random.Shared.NextInt64(options.RetryBaseDelay.Ticks, most));
        return drawn < options.RetryMaxDelay ? drawn : options.RetryMaxDelay;
    }
}
