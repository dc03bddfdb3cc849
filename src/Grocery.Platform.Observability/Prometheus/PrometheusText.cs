using System.Buffers;
using System.Buffers.Text;
using System.Text;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace Grocery.Platform.Observability.Prometheus;

/// <summary>Writes families in the text exposition format 0.0.4, as UTF-8.</summary>
internal sealed class PrometheusText(IBufferWriter<byte> output)
{
    private const int LongestNumber = 32;

    private readonly PrometheusLabels _labels = new();

    public void Write(MetricFamily family)
    {
        WriteHead(family.Name, family.Type, family.Help);
        foreach (var metric in family.Metrics)
        {
            foreach (ref readonly var point in metric.GetMetricPoints())
            {
                _labels.Clear();
                foreach (var tag in point.Tags)
                    _labels.Add(tag.Key, tag.Value);
                _labels.Add("otel.scope.name", metric.MeterName);
                if (!string.IsNullOrEmpty(metric.MeterVersion))
                    _labels.Add("otel.scope.version", metric.MeterVersion);

                WritePoint(family.Name, metric.MetricType, point);
            }
        }
    }

    public void WriteTargetInfo(Resource resource)
    {
        _labels.Clear();
        foreach (var (key, value) in resource.Attributes)
            _labels.Add(key, value);

        WriteHead("target_info", "gauge", "What the metrics are about.");
        WriteSample("target_info", "", null, 1);
    }

    private void WriteHead(string name, string type, string help)
    {
        Write("# HELP ");
        Write(name);
        Write(" ");
        Write(help.Replace("\\", "\\\\", StringComparison.Ordinal).ReplaceLineEndings("\\n"));
        Write("\n# TYPE ");
        Write(name);
        Write(" ");
        Write(type);
        Write("\n");
    }

    private void WritePoint(string name, MetricType type, in MetricPoint point)
    {
        switch (type)
        {
            case MetricType.LongSum or MetricType.LongSumNonMonotonic:
                WriteSample(name, "", null, point.GetSumLong());
                break;
            case MetricType.DoubleSum or MetricType.DoubleSumNonMonotonic:
                WriteSample(name, "", null, point.GetSumDouble());
                break;
            case MetricType.LongGauge:
                WriteSample(name, "", null, point.GetGaugeLastValueLong());
                break;
            case MetricType.DoubleGauge:
                WriteSample(name, "", null, point.GetGaugeLastValueDouble());
                break;
            default:
                WriteHistogram(name, type, point);
                break;
        }
    }

    private void WriteHistogram(string name, MetricType type, in MetricPoint point)
    {
        var count = 0L;
        if (type == MetricType.Histogram)
        {
            foreach (var bucket in point.GetHistogramBuckets())
            {
                count += bucket.BucketCount;
                if (!double.IsPositiveInfinity(bucket.ExplicitBound))
                    WriteSample(name, "_bucket", bucket.ExplicitBound, count);
            }
        }

        // This format knows no exponential histogram: its count and sum remain.
        count = type == MetricType.Histogram ? count : point.GetHistogramCount();
        WriteSample(name, "_bucket", double.PositiveInfinity, count);
        WriteSample(name, "_sum", null, point.GetHistogramSum());
        WriteSample(name, "_count", null, count);
    }

    private void WriteSample(string name, string suffix, double? bound, double value) => WriteSample(name, suffix, bound, value, null);

    private void WriteSample(string name, string suffix, double? bound, long value) => WriteSample(name, suffix, bound, 0, value);

    private void WriteSample(string name, string suffix, double? bound, double value, long? whole)
    {
        Write(name);
        Write(suffix);
        var separator = "{";
        foreach (var (key, text) in _labels.All)
        {
            WriteLabel(separator, key, text);
            separator = ",";
        }

        if (bound is { } le)
        {
            Write(separator);
            Write("le=\"");
            Write(le);
            Write("\"");
            separator = ",";
        }

        Write(separator == "{" ? " " : "} ");
        if (whole is { } number)
            Write(number);
        else
            Write(value);
        Write("\n");
    }

    private void WriteLabel(string separator, string key, string text)
    {
        Write(separator);
        Write(key);
        Write("=\"");
        Write(text);
        Write("\"");
    }

    private void Write(string text) => Encoding.UTF8.GetBytes(text, output);

    private void Write(long value)
    {
        Utf8Formatter.TryFormat(value, output.GetSpan(LongestNumber), out var written);
        output.Advance(written);
    }

    private void Write(double value)
    {
        if (double.IsFinite(value))
        {
            Utf8Formatter.TryFormat(value, output.GetSpan(LongestNumber), out var written);
            output.Advance(written);
        }
        else
        {
            Write(double.IsNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf");
        }
    }
}
