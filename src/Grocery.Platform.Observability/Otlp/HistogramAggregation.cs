using System.Reflection;
using OpenTelemetry.Metrics;

namespace Grocery.Platform.Observability.Otlp;

/// <summary>Hands on what the variable says about histograms without edges: the SDK keeps it to its own registration.</summary>
internal static class HistogramAggregation
{
    public const string Variable = "OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION";
    public const string Exponential = "base2_exponential_bucket_histogram";

    private const string Name = "DefaultHistogramAggregation";
    private const BindingFlags Hidden = BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public;

    public static void Copy(MetricReaderOptions options, MetricReader reader)
    {
        var value = typeof(MetricReaderOptions).GetProperty(Name, Hidden)?.GetValue(options);
        if (value is not null)
            typeof(MetricReader).GetProperty(Name, Hidden)?.SetValue(reader, value);
    }
}
