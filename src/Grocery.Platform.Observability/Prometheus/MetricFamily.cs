using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Grocery.Platform.Observability.Prometheus;

/// <summary>All metrics of one Prometheus name and type; no two of them come from the same instrumentation scope.</summary>
internal sealed class MetricFamily(string name, string type, Metric first)
{
    private readonly List<Metric> _metrics = [first];

    public string Name => name;

    public string Type => type;

    public string Help { get; } = string.IsNullOrWhiteSpace(first.Description) ? first.Name : first.Description;

    public IReadOnlyList<Metric> Metrics => _metrics;

    /// <summary>Groups metrics. Of two that would make the same series, or one name with two types, the first stays.</summary>
    public static IEnumerable<MetricFamily> Group(in Batch<Metric> batch)
    {
        var families = new Dictionary<string, MetricFamily>(StringComparer.Ordinal);
        foreach (var metric in batch)
        {
            var type = TypeOf(metric.MetricType);
            var name = PrometheusName.OfMetric(metric.Name, metric.Unit, type);
            if (!families.TryGetValue(name, out var family))
                families.Add(name, new MetricFamily(name, type, metric));
            else if (family.Type == type && !family._metrics.Exists(other => HasSameScope(other, metric)))
                family._metrics.Add(metric);
        }

        return families.Values;
    }

    private static bool HasSameScope(Metric one, Metric other) =>
        one.MeterName == other.MeterName && (one.MeterVersion ?? "") == (other.MeterVersion ?? "");

    private static string TypeOf(MetricType type) => type switch
    {
        MetricType.LongSum or MetricType.DoubleSum => "counter",
        MetricType.Histogram or MetricType.ExponentialHistogram => "histogram",
        _ => "gauge",
    };
}
