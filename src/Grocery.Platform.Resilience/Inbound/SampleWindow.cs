namespace Grocery.Platform.Resilience.Inbound;

/// <summary>
/// What was measured since it was last emptied. Every request writes to it, so there is one interlocked operation and no lock.
/// </summary>
internal sealed class SampleWindow
{
    // The sum of the latencies, in ticks, above the number of them: both at once, so that they never disagree.
    private const int CountBits = 20;
    private const long CountMask = (1L << CountBits) - 1;

    private long _sumAndCount;
    private int _mostInFlight;
    private bool _hasHeldBack;

    public int Count => (int)(Volatile.Read(ref _sumAndCount) & CountMask);

    public void Add(TimeSpan latency) => Interlocked.Add(ref _sumAndCount, (latency.Ticks << CountBits) + 1);

    /// <summary>Remembers the most; that two writers at once may lose one is of no matter.</summary>
    public void SawInFlight(int inFlight)
    {
        if (inFlight > Volatile.Read(ref _mostInFlight))
            Volatile.Write(ref _mostInFlight, inFlight);
    }

    /// <summary>Remembers that a request was over the limit.</summary>
    public void HeldBack()
    {
        // Read first: while it is set already, the processors share the line.
        if (!Volatile.Read(ref _hasHeldBack))
            Volatile.Write(ref _hasHeldBack, true);
    }

    /// <summary>Empties the window.</summary>
    public Sample Take()
    {
        var taken = Interlocked.Exchange(ref _sumAndCount, 0);
        var count = Math.Max(1, taken & CountMask);
        return new Sample(
            Math.Max(1, (double)(taken >> CountBits) / count),
            Interlocked.Exchange(ref _mostInFlight, 0),
            Interlocked.Exchange(ref _hasHeldBack, false));
    }
}
