using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Observability.Logging.Floods;

/// <summary>How often one template was logged in the current second. Safe for concurrent use.</summary>
internal sealed class FloodCount
{
    private long _second;
    private int _count;
    private int _suppressed;

    /// <summary>Gets or sets who logged last what was left out, and at which level.</summary>
    public (string Logger, LogLevel Level) Source { get; set; } = ("", LogLevel.Information);

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
