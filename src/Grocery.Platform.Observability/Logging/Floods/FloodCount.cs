using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Observability.Logging.Floods;

/// <summary>How often one logger logged one template at one level in the current second. Safe for concurrent use.</summary>
internal sealed class FloodCount(string logger, LogLevel level)
{
    private long _second;
    private int _count;
    private int _suppressed;

    public string Logger => logger;

    public LogLevel Level => level;

    /// <summary>Counts a line; what does not pass is counted for the summary, each exactly once.</summary>
    public bool TryPass(long second, int limit)
    {
        // Two threads that begin a second together let a line or two more pass.
        if (Interlocked.Exchange(ref _second, second) != second)
            Volatile.Write(ref _count, 0);
        if (Interlocked.Increment(ref _count) <= limit)
            return true;

        Interlocked.Increment(ref _suppressed);
        return false;
    }

    public int TakeSuppressed() => Interlocked.Exchange(ref _suppressed, 0);
}
