using System.Globalization;
using System.Text;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Grocery.Platform.Benchmarks;

/// <summary>The Prometheus text of counters and histograms as one would write it first: every label of every sample, every time.</summary>
internal sealed class NaiveExporter : BaseExporter<Metric>
{
    public byte[] Text { get; private set; } = [];

    public override ExportResult Export(in Batch<Metric> batch)
    {
        var text = new StringBuilder();
        foreach (var metric in batch)
        {
            text.Append(CultureInfo.InvariantCulture, $"# TYPE {Name(metric)} {(metric.MetricType == MetricType.Histogram ? "histogram" : "counter")}\n");
            foreach (ref readonly var point in metric.GetMetricPoints())
            {
                if (metric.MetricType == MetricType.Histogram)
                    WriteHistogram(text, metric, point);
                else
                    WriteSample(text, Name(metric), point, null, point.GetSumLong());
            }
        }

        Text = Encoding.UTF8.GetBytes(text.ToString());
        return ExportResult.Success;
    }

    private static string Name(Metric metric) => metric.Name.Replace('.', '_');

    private static void WriteHistogram(StringBuilder text, Metric metric, in MetricPoint point)
    {
        var count = 0L;
        foreach (var bucket in point.GetHistogramBuckets())
        {
            count += bucket.BucketCount;
            WriteSample(text, Name(metric) + "_bucket", point, bucket.ExplicitBound, count);
        }

        WriteSample(text, Name(metric) + "_sum", point, null, point.GetHistogramSum());
        WriteSample(text, Name(metric) + "_count", point, null, count);
    }

    private static void WriteSample(StringBuilder text, string name, in MetricPoint point, double? bound, double value)
    {
        text.Append(name).Append('{');
        foreach (var tag in point.Tags)
            text.Append(CultureInfo.InvariantCulture, $"{tag.Key.Replace('.', '_')}=\"{Convert.ToString(tag.Value, CultureInfo.InvariantCulture)?.Replace("\"", "\\\"")}\",");
        if (bound is not null)
            text.Append(CultureInfo.InvariantCulture, $"le=\"{bound}\"");

        text.Append(CultureInfo.InvariantCulture, $"}} {value}\n");
    }
}
