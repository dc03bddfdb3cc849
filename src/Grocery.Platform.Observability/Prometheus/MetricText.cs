using System.Text;
using OpenTelemetry.Metrics;

namespace Grocery.Platform.Observability.Prometheus;

/// <summary>What stays the same in the text of one metric from scrape to scrape, encoded once.</summary>
internal sealed class MetricText
{
    private byte[][] _bounds = [];

    public MetricText(Metric metric, LabelEncoder encoder)
    {
        Metric = metric;
        Type = TypeOf(metric.MetricType);
        Name = PrometheusName.OfMetric(metric.Name, metric.Unit, Type);
        FamilyName = Type == "counter" ? Name[..^"_total".Length] : Name;
        NameBytes = Encoding.UTF8.GetBytes(Name);
        Series = new SeriesCache(metric, encoder);

        var help = (string.IsNullOrWhiteSpace(metric.Description) ? metric.Name : metric.Description)
            .Replace("\\", "\\\\", StringComparison.Ordinal).ReplaceLineEndings("\\n");
        TextHead = Encoding.UTF8.GetBytes($"# HELP {Name} {help}\n# TYPE {Name} {Type}\n");
        OpenMetricsHead = Encoding.UTF8.GetBytes(
            $"# HELP {FamilyName} {help.Replace("\"", "\\\"", StringComparison.Ordinal)}\n# TYPE {FamilyName} {Type}\n{UnitLine(metric.Unit)}");
    }

    public Metric Metric { get; }

    public string Type { get; }

    /// <summary>Gets the name of the samples, without the suffixes of a histogram.</summary>
    public string Name { get; }

    /// <summary>Gets the name by which OpenMetrics knows all of them: that of a counter lacks <c>_total</c>.</summary>
    public string FamilyName { get; }

    public byte[] NameBytes { get; }

    public byte[] TextHead { get; }

    public byte[] OpenMetricsHead { get; }

    public SeriesCache Series { get; }

    /// <summary>Gets the end of a bucket's label set, up to the value.</summary>
    public byte[] BoundOf(int bucket, double bound)
    {
        if (bucket >= _bounds.Length)
            Array.Resize(ref _bounds, bucket + 1);

        return _bounds[bucket] ??= Encoding.UTF8.GetBytes($",le=\"{PrometheusNumber.OfBound(bound)}\"}} ");
    }

    private static string TypeOf(MetricType type) => type switch
    {
        MetricType.LongSum or MetricType.DoubleSum => "counter",
        MetricType.Histogram or MetricType.ExponentialHistogram => "histogram",
        _ => "gauge",
    };

    private string UnitLine(string? unit)
    {
        var word = PrometheusName.OfUnit(unit ?? "", Type);
        return word.Length > 0 && FamilyName.EndsWith("_" + word, StringComparison.Ordinal) ? $"# UNIT {FamilyName} {word}\n" : "";
    }
}
