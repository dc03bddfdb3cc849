using System.Runtime.CompilerServices;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Grocery.Platform.Observability.Prometheus;

/// <summary>All metrics of one Prometheus name and type; no two of them come from the same instrumentation scope.</summary>
internal sealed class MetricFamily(MetricText first)
{
    private readonly List<MetricText> _metrics = [first];

    public IReadOnlyList<MetricText> Metrics => _metrics;

    /// <summary>Groups metrics. Of two that would make the same series, or one name with two types, the first stays.</summary>
    public static IEnumerable<MetricFamily> Group(
        in Batch<Metric> batch, ConditionalWeakTable<Metric, MetricText> texts, LabelEncoder encoder, bool isOpenMetrics)
    {
        var families = new Dictionary<string, MetricFamily>(StringComparer.Ordinal);
        foreach (var metric in batch)
        {
            if (!texts.TryGetValue(metric, out var text))
                texts.Add(metric, text = new MetricText(metric, encoder));

            var name = isOpenMetrics ? text.FamilyName : text.Name;
            if (!families.TryGetValue(name, out var family))
                families.Add(name, new MetricFamily(text));
            else if (family._metrics[0].Type == text.Type && !family._metrics.Exists(other => HasSameScope(other.Metric, metric)))
                family._metrics.Add(text);
        }

        return families.Values;
    }

    private static bool HasSameScope(Metric one, Metric other) =>
        one.MeterName == other.MeterName && (one.MeterVersion ?? "") == (other.MeterVersion ?? "");
}
