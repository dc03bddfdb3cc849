namespace Grocery.Platform.Resilience.Inbound;

/// <summary>
/// Counts the requests in flight, and lets in what is under the limit. Entering takes no lock; leaving takes one once a window.
/// The adaptive limit is one of young requests: those that last, such as streams, would hold all of it and never let it move.
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
    private readonly Cohorts _cohorts;
    private readonly Lock _adapting = new();
    private GradientLimit _gradient;
    private volatile InboundOptions _options;
    private volatile int _limit;
    private int _inFlight;
    private long _windowStart;
    private long _countFrom;

    public InboundLimiter(LiveOptions<InboundOptions> live, TimeProvider time)
    {
        (_live, _time, _options, _cohorts) = (live, time, live.Value, new Cohorts(time));
        (_windowStart, _limit, _gradient) = (time.GetTimestamp(), _options.Limit, new GradientLimit(_options.Limit));
    }

    /// <summary>Gets the limit in force.</summary>
    public int Limit => _limit;

    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>Counts a request in, if there is room for its priority.</summary>
    /// <returns>The cohort to leave with, or <see langword="null"/> when there is no room.</returns>
    public Cohort? TryEnter(RequestPriority priority)
    {
        if (_options != _live.Value)
            Reconfigure();

        // First among the young, last out of them: a request under way never looks like an old one.
        var cohort = _cohorts.Enter();
        if (TryCount(priority))
            return cohort;

        cohort.Leave();
        _window.HeldBack();
        TurnCohorts();
        return null;
    }

    /// <summary>Counts a request out that has ended.</summary>
    /// <param name="cohort">What it was let in with.</param>
    /// <param name="start">The timestamp at which it was let in.</param>
    /// <param name="hasFailed">Whether it failed. A quick failure says nothing of the load, a slow one may be a time-out that does.</param>
    public void Leave(Cohort cohort, long start, bool hasFailed)
    {
        Release(cohort);
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

    /// <summary>Counts a request out whose latency says nothing.</summary>
    public void Release(Cohort cohort)
    {
        Interlocked.Decrement(ref _inFlight);
        cohort.Leave();
    }

    private bool TryCount(RequestPriority priority)
    {
        var inFlight = Volatile.Read(ref _inFlight);
        while (true)
        {
            // Without this one, which is among the young already.
            var old = OldOf(inFlight + 1);
            if (inFlight >= MostOf(priority, old))
                return false;

            var seen = Interlocked.CompareExchange(ref _inFlight, inFlight + 1, inFlight);
            if (seen == inFlight)
            {
                _window.SawInFlight(inFlight + 1 - old);
                return true;
            }

            inFlight = seen;
        }
    }

    private int OldOf(int inFlight) => _options.Mode is InboundMode.Adaptive ? Math.Max(0, inFlight - _cohorts.Young) : 0;

    private int MostOf(RequestPriority priority, int old)
    {
        var young = priority switch
        {
            RequestPriority.Critical => int.MaxValue,
            RequestPriority.Low => Math.Max(1, _limit * 3 / 4),
            _ => _limit,
        };

        // Where everything hangs, everything grows old.
        return old == 0 || priority is RequestPriority.Critical ? young : Math.Min(young + old, _options.MaxLimit);
    }

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

            var inFlight = InFlight;
            _limit = _gradient.Update(_window.Take(), inFlight - OldOf(inFlight), _options);
            _cohorts.Turn(now, _gradient.Baseline);
            Volatile.Write(ref _windowStart, now);
            Volatile.Write(ref _countFrom, _gradient.IsMeasuring ? now : 0);
        }
        finally
        {
            _adapting.Exit();
        }
    }

    // Nobody may leave for long, so that those who find no room turn them too.
    private void TurnCohorts()
    {
        if (_options.Mode is not InboundMode.Adaptive || !_adapting.TryEnter())
            return;

        try
        {
            _cohorts.Turn(_time.GetTimestamp(), _gradient.Baseline);
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
