using Grocery.Load.Requests;

namespace Grocery.Load.Figures;

/// <summary>
/// Sums up what was meant to start between the end of the warm-up and the end of the load; memory does not grow with the requests. Safe for concurrent use.
/// </summary>
/// <param name="time">Whose time counts.</param>
/// <param name="warmUp">What is left out at the beginning.</param>
/// <param name="until">The end of the load.</param>
internal sealed class Measurements(TimeProvider time, TimeSpan warmUp, TimeSpan until) : IRequestLog
{
    private const int MostIntervals = 300;

    private readonly Lock _lock = new();
    private readonly long _began = time.GetTimestamp();
    private readonly TimeSpan _interval = TimeSpan.FromSeconds(Math.Max(1, Math.Ceiling((until - warmUp).TotalSeconds / MostIntervals)));

    // All guarded by the lock.
    private readonly Dictionary<Step, RequestFigures> _steps = [];
    private readonly SortedDictionary<int, RequestFigures> _intervals = [];
    private readonly SortedDictionary<string, long> _dropped = new(StringComparer.Ordinal);
    private readonly LatencyHistogram _lateness = new();
    private TimeSpan _lastEnd;
    private int _underWay;
    private int _mostUnderWay;

    public TimeSpan Now => time.GetElapsedTime(_began);

    /// <summary>Gets how many requests were measured, how many of them failed, and how many are under way.</summary>
    public (long Sent, long Failed, int UnderWay) Progress
    {
        get
        {
            lock (_lock)
                return (_steps.Values.Sum(step => step.Offered), _steps.Values.Sum(step => step.Failed), _underWay);
        }
    }

    public void Begin(TimeSpan start)
    {
        lock (_lock)
            _mostUnderWay = Math.Max(_mostUnderWay, ++_underWay);
    }

    public void Add(LoadSample sample)
    {
        lock (_lock)
        {
            _underWay--;
            if (!IsMeasured(sample.Start))
                return;

            FiguresOf(_steps, sample.Step, LatencyHistogram.FinePrecision).Add(sample);
            FiguresOf(_intervals, (int)((sample.Start - warmUp) / _interval), LatencyHistogram.CoarsePrecision).Add(sample);
            if (sample.Start + sample.Latency > _lastEnd)
                _lastEnd = sample.Start + sample.Latency;
        }
    }

    /// <summary>Says that the generator starts a visit now.</summary>
    /// <param name="due">When it was meant to start.</param>
    public void Start(TimeSpan due)
    {
        lock (_lock)
        {
            if (IsMeasured(due))
                _lateness.Add(Now - due);
        }
    }

    /// <summary>Says that an arrival was not sent.</summary>
    /// <param name="due">When it was meant to start.</param>
    /// <param name="reason">Why not.</param>
    public void Drop(TimeSpan due, string reason)
    {
        lock (_lock)
        {
            if (IsMeasured(due))
                _dropped[reason] = _dropped.GetValueOrDefault(reason) + 1;
        }
    }

    /// <summary>Sums up what there is.</summary>
    /// <param name="stoppedAt">When no more visits were started; at the end of the load or earlier.</param>
    public LoadSummary Sum(TimeSpan stoppedAt)
    {
        lock (_lock)
        {
            // A service that is behind goes on after the last arrival: its throughput counts until its last answer.
            var (arriving, ended) = (stoppedAt < until ? stoppedAt : until, _lastEnd);
            var scenarios = _steps.GroupBy(step => step.Key.Scenario)
                .OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => new ScenarioFigures(
                    group.Key, Merge(group.Select(step => step.Value)), [.. group.Select(step => (step.Key.Name, step.Value)).OrderBy(step => step.Name, StringComparer.Ordinal)]))
                .ToArray();
            return new LoadSummary(
                TimeSpan.FromTicks(Math.Max(0, Math.Max(arriving.Ticks, ended.Ticks) - warmUp.Ticks)),
                Merge(scenarios.Select(scenario => scenario.Figures)),
                scenarios,
                [.. _intervals.Select(interval => (interval.Key * _interval, interval.Value))],
                _interval,
                new Dictionary<string, long>(_dropped),
                _underWay,
                _mostUnderWay,
                _lateness);
        }
    }

    private bool IsMeasured(TimeSpan start) => start >= warmUp;

    private static RequestFigures Merge(IEnumerable<RequestFigures> parts)
    {
        var sum = new RequestFigures();
        foreach (var part in parts)
            sum.Add(part);

        return sum;
    }

    private static RequestFigures FiguresOf<TKey>(IDictionary<TKey, RequestFigures> all, TKey key, int precision)
    {
        if (!all.TryGetValue(key, out var figures))
            all[key] = figures = new RequestFigures(precision);

        return figures;
    }
}
