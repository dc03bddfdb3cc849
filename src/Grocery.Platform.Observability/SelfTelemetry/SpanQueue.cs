namespace Grocery.Platform.Observability.SelfTelemetry;

/// <summary>
/// Counts the spans that wait for their export, and refuses what would be too many: the SDK drops such a span without a word. Safe for
/// concurrent use.
/// </summary>
internal sealed class SpanQueue(int capacity, SignalExports exports)
{
    private int _waiting;
    private volatile bool _isClosed;

    public double Utilization => Math.Clamp((double)Volatile.Read(ref _waiting) / capacity, 0, 1);

    /// <summary>Takes room for one span; when there is none, the span counts as dropped.</summary>
    public bool TryEnter()
    {
        if (_isClosed)
        {
            exports.Drop(1, DroppedItems.Stopped);
            return false;
        }

        if (Interlocked.Increment(ref _waiting) <= capacity)
            return true;

        Interlocked.Decrement(ref _waiting);
        exports.Drop(1, DroppedItems.QueueFull);
        return false;
    }

    public void Leave(long spans) => Interlocked.Add(ref _waiting, -(int)spans);

    public void Close() => _isClosed = true;

    /// <summary>Counts what still waits as dropped: nobody exports it any more.</summary>
    public void Abandon()
    {
        if (Interlocked.Exchange(ref _waiting, 0) is > 0 and var spans)
            exports.Abandon(spans);
    }
}
