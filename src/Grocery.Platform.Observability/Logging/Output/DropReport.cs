namespace Grocery.Platform.Observability.Logging.Output;

/// <summary>Counts dropped lines, and says at most once a minute, and at the stop, how many. Safe for concurrent use.</summary>
internal sealed class DropReport(TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private long _count;
    private long? _last;

    /// <summary>Gets how long the report has to wait; <see langword="null"/> when nothing was dropped since the last.</summary>
    public TimeSpan? TimeToReport => Volatile.Read(ref _count) == 0
        ? null
        : _last is { } last ? Interval - time.GetElapsedTime(last) : TimeSpan.Zero;

    public void Add(int lines) => Interlocked.Add(ref _count, lines);

    /// <summary>Takes the count when it is time to say it. Called by one thread only.</summary>
    public long TakeDue()
    {
        if (TimeToReport is not { } wait || wait > TimeSpan.Zero)
            return 0;

        _last = time.GetTimestamp();
        return TakeAll();
    }

    /// <summary>Takes the count, whether or not it is time to say it.</summary>
    public long TakeAll() => Interlocked.Exchange(ref _count, 0);
}
