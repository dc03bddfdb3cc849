using System.Diagnostics.Metrics;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Grocery.Platform.Health.Checks;

/// <summary>The instruments of checks.</summary>
internal sealed class HealthMetrics
{
    /// <summary>The meter of this package.</summary>
    public const string MeterName = "Grocery.Platform.Health";

    private const string NameTag = "grocery.health.check.name";
    private const string ResultTag = "grocery.health.check.result";
    private const string StateTag = "grocery.health.check.state";

    private static readonly InstrumentAdvice<double> Edges = new()
    {
        HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    };

    private readonly HealthSnapshot _snapshot;
    private readonly TimeProvider _time;
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _transitions;
    private readonly Counter<long> _abandoned;
    private readonly Counter<long> _skipped;

    public HealthMetrics(IMeterFactory meters, HealthSnapshot snapshot, TimeProvider time)
    {
        (_snapshot, _time) = (snapshot, time);
        var meter = meters.Create(MeterName);
        meter.CreateObservableGauge(
            "grocery.health.status", ObserveStatus, "{check}", "1 while the check is up, 0 while it is down or its result is stale.");
        _duration = meter.CreateHistogram(
            "grocery.health.check.duration", "s", "The time that one run of a check took.", tags: null, Edges);
        _transitions = meter.CreateCounter<long>(
            "grocery.health.check.transitions", "{transition}", "Changes of a check between up and down.");
        _abandoned = meter.CreateCounter<long>(
            "grocery.health.check.abandoned", "{run}", "Runs of a check that were left to themselves at their time-out.");
        _skipped = meter.CreateCounter<long>(
            "grocery.health.check.skipped", "{turn}", "Turns of a check that failed without a run, because an abandoned one had not ended.");
    }

    public void RecordRun(string check, CheckRun run)
    {
        if (run.IsSkipped)
            _skipped.Add(1, new KeyValuePair<string, object?>(NameTag, check));
        else if (_duration.Enabled)
            _duration.Record(run.Duration.TotalSeconds, new(NameTag, check), new(ResultTag, NameOf(run.Status)));
        if (run.IsAbandoned)
            _abandoned.Add(1, new KeyValuePair<string, object?>(NameTag, check));
    }

    public void RecordTransition(string check, bool isUp) =>
        _transitions.Add(1, new(NameTag, check), new(StateTag, isUp ? "up" : "down"));

    private static string NameOf(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "healthy",
        HealthStatus.Degraded => "degraded",
        _ => "unhealthy",
    };

    private List<Measurement<int>> ObserveStatus()
    {
        var now = _time.GetTimestamp();
        var measurements = new List<Measurement<int>>();
        foreach (var check in _snapshot.Checks)
        {
            if (check.Snapshot is not null)
                measurements.Add(new(check.IsUpAt(now) ? 1 : 0, new KeyValuePair<string, object?>(NameTag, check.Name)));
        }

        return measurements;
    }
}
