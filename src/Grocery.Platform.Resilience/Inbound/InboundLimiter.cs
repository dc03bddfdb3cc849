namespace Grocery.Platform.Resilience.Inbound;

/// <summary>
/// Counts the requests in flight, and lets in what is under the limit. Entering takes no lock; leaving takes one once a window.
/// </summary>
internal sealed class InboundLimiter
{
    // Netflix's: fewer say nothing.
    private const int FewestSamples = 10;

    // A stream that nobody has exempted lasts for hours; it must not look like overload.
    private const int MostOfBaseline = 10;
    private static readonly TimeSpan LongestSample = TimeSpan.FromMinutes(1);

    private readonly LiveOptions<InboundOptions> _live;
    private readonly TimeProvider _time;
    private readonly SampleWindow _window = new();
    private readonly Lock _adapting = new();
    private GradientLimit _gradient;
    private volatile InboundOptions _options;
    private volatile int _limit;
    private int _inFlight;
    private long _windowStart;
    private long _countFrom;

    public InboundLimiter(LiveOptions<InboundOptions> live, TimeProvider time)
    {
        (_live, _time, _options) = (live, time, live.Value);
        (_windowStart, _limit, _gradient) = (time.GetTimestamp(), _options.Limit, new GradientLimit(_options.Limit));
    }

    /// <summary>Gets the limit in force.</summary>
    public int Limit => _limit;

    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>Counts a request in, if there is room for its priority.</summary>
    /// <returns><see langword="false"/> when there is none.</returns>
    public bool TryEnter(RequestPriority priority)
    {
        if (_options != _live.Value)
            Reconfigure();

        var most = MostOf(priority);
        var inFlight = Volatile.Read(ref _inFlight);
        while (inFlight < most)
        {
            var seen = Interlocked.CompareExchange(ref _inFlight, inFlight + 1, inFlight);
            if (seen == inFlight)
            {
                _window.SawInFlight(inFlight + 1);
                return true;
            }

            inFlight = seen;
        }

        _window.HeldBack();
        return false;
    }

    /// <summary>Counts a request out.</summary>
    /// <param name="start">The timestamp at which it was let in.</param>
    /// <param name="hasFailed">Whether it failed. A quick failure says nothing of the load, a slow one may be a time-out that does.</param>
    public void Leave(long start, bool hasFailed)
    {
        Interlocked.Decrement(ref _inFlight);
        var options = _options;
        if (options.Mode is not InboundMode.Adaptive)
            return;

        var now = _time.GetTimestamp();
        var latency = _time.GetElapsedTime(start, now);
        if (start >= Volatile.Read(ref _countFrom) && !(hasFailed && latency.Ticks < _gradient.Baseline))
            _window.Add(Bound(latency));

        if (_time.GetElapsedTime(Volatile.Read(ref _windowStart), now) >= options.SampleWindow && _window.Count >= FewestSamples)
            Adapt(now);
    }

    private int MostOf(RequestPriority priority) => priority switch
    {
        RequestPriority.Critical => int.MaxValue,
        RequestPriority.Low => Math.Max(1, _limit * 3 / 4),
        _ => _limit,
    };

    private TimeSpan Bound(TimeSpan latency)
    {
        var baseline = _gradient.Baseline;
        var longest = baseline > 0 ? Math.Min(LongestSample.Ticks, MostOfBaseline * baseline) : LongestSample.Ticks;
        return latency.Ticks > longest ? TimeSpan.FromTicks((long)longest) : latency;
    }

    private void Adapt(long now)
    {
        // Whoever comes second has nothing to do.
        if (!_adapting.TryEnter())
            return;

        try
        {
            if (_time.GetElapsedTime(_windowStart, now) < _options.SampleWindow || _options.Mode is not InboundMode.Adaptive)
                return;

            _limit = _gradient.Update(_window.Take(), InFlight, _options);
            Volatile.Write(ref _windowStart, now);
            Volatile.Write(ref _countFrom, _gradient.IsMeasuring ? now : 0);
        }
        finally
        {
            _adapting.Exit();
        }
    }

    // A reload of the configuration makes other options although nothing of them has changed.
    private void Reconfigure()
    {
        lock (_adapting)
        {
            var (before, options) = (_options, _live.Value);
            if (options == before)
                return;

            _options = options;
            if (options.Mode == before.Mode && options.Limit == before.Limit)
                return;

            (_limit, _gradient) = (options.Limit, new GradientLimit(options.Limit));
            Volatile.Write(ref _countFrom, 0);
        }
    }
}
