using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Grocery.Platform.Observability.Metrics;

/// <summary>Says which instruments have more series than the limit, as a metric and, at most once a minute, in the log.</summary>
internal sealed class OverflowMetrics
{
    private const string Overflow = "otel.metric.overflow";

    // The SDK keeps the series without tags and the one of the overflow ahead of all others.
    private const int ReservedPoints = 2;

    private static readonly TimeSpan QuietTime = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<(string Meter, string Instrument), bool> _overflowing = new();
    private readonly Lock _lock = new();
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly int _limit;

    // Guarded by _lock.
    private readonly SortedSet<string> _untold = new(StringComparer.Ordinal);
    private long? _lastTold;

    public OverflowMetrics(IMeterFactory meters, ILogger<OverflowMetrics> logger, TimeProvider time, IOptions<MetricsOptions> options)
    {
        (_logger, _time, _limit) = (logger, time, options.Value.CardinalityLimit);
        meters.Create("Grocery.Platform.Observability").CreateObservableGauge(
            "grocery.metrics.overflow",
            () => _overflowing.Keys.Select(key => new Measurement<int>(
                1,
                new KeyValuePair<string, object?>("meter", key.Meter),
                new KeyValuePair<string, object?>("instrument", key.Instrument))),
            "{instrument}",
            "Instruments whose further series were folded into one, because they reached the cardinality limit.");
    }

    /// <summary>Looks for overflow in what was collected. Costs two points for each metric.</summary>
    public void Watch(in Batch<Metric> batch)
    {
        foreach (var metric in batch)
        {
            if (HasOverflow(metric) && _overflowing.TryAdd((metric.MeterName, metric.Name), true))
                Remember(FewSeries.IsOf(metric.MeterName, metric.Name) ? $"{metric.Name} (which has room for {FewSeries.Limit} whatever the limit is)" : metric.Name);
        }

        Tell();
    }

    private static bool HasOverflow(Metric metric)
    {
        var rest = ReservedPoints;
        foreach (ref readonly var point in metric.GetMetricPoints())
        {
            if (point.Tags.Count == 1 && IsOverflow(point))
                return true;
            if (--rest == 0)
                return false;
        }

        return false;
    }

    private static bool IsOverflow(in MetricPoint point)
    {
        foreach (var tag in point.Tags)
        {
            if (tag.Key == Overflow)
                return true;
        }

        return false;
    }

    private void Remember(string instrument)
    {
        lock (_lock)
            _untold.Add(instrument);
    }

    private void Tell()
    {
        string instruments;
        lock (_lock)
        {
            if (_untold.Count == 0 || (_lastTold is { } last && _time.GetElapsedTime(last) < QuietTime))
                return;

            instruments = string.Join(", ", _untold);
            _untold.Clear();
            _lastTold = _time.GetTimestamp();
        }

        Log.MetricOverflow(_logger, instruments, _limit);
    }
}
