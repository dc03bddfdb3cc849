using System.Buffers;
using OpenTelemetry.Metrics;

namespace Grocery.Platform.Observability.Prometheus;

/// <summary>Writes families in one of the formats, as UTF-8.</summary>
internal sealed class PrometheusText(ArrayBufferWriter<byte> output, bool isOpenMetrics)
{
    public void Write(MetricFamily family)
    {
        output.Write(isOpenMetrics ? family.Metrics[0].OpenMetricsHead : family.Metrics[0].TextHead);
        foreach (var text in family.Metrics)
        {
            text.Series.Restart();
            foreach (ref readonly var point in text.Metric.GetMetricPoints())
                WritePoint(text, text.Series.LabelsOf(point), point);
        }
    }

    public void WriteEnd(byte[] resourceLabels)
    {
        output.Write(isOpenMetrics
            ? "# HELP target What the metrics are about.\n# TYPE target info\n"u8
            : "# HELP target_info What the metrics are about.\n# TYPE target_info gauge\n"u8);
        WriteHead("target_info"u8, ""u8, resourceLabels);
        output.Write(isOpenMetrics ? "1\n# EOF\n"u8 : "1\n"u8);
    }

    private void WritePoint(MetricText text, byte[] labels, in MetricPoint point)
    {
        if (text.Type == "histogram")
        {
            WriteHistogram(text, labels, point);
            return;
        }

        WriteHead(text.NameBytes, ""u8, labels);
        switch (text.Metric.MetricType)
        {
            case MetricType.LongSum or MetricType.LongSumNonMonotonic:
                WriteNumber(point.GetSumLong());
                break;
            case MetricType.DoubleSum or MetricType.DoubleSumNonMonotonic:
                WriteNumber(point.GetSumDouble());
                break;
            case MetricType.LongGauge:
                WriteNumber(point.GetGaugeLastValueLong());
                break;
            default:
                WriteNumber(point.GetGaugeLastValueDouble());
                break;
        }

        if (isOpenMetrics && text.Type == "counter" && point.TryGetExemplars(out var exemplars))
            WriteExemplar(exemplars, text.Metric.MetricType == MetricType.LongSum, double.NegativeInfinity, double.PositiveInfinity);

        output.Write("\n"u8);
    }

    private void WriteHistogram(MetricText text, byte[] labels, in MetricPoint point)
    {
        var count = 0L;
        if (text.Metric.MetricType == MetricType.Histogram)
        {
            count = WriteBuckets(text, labels, point);
        }
        else
        {
            // The formats know no exponential histogram: its count and sum remain.
            count = point.GetHistogramCount();
            WriteHead(text.NameBytes, "_bucket"u8, labels, text.BoundOf(0, double.PositiveInfinity));
            WriteNumber(count);
            output.Write("\n"u8);
        }

        WriteHead(text.NameBytes, "_sum"u8, labels);
        WriteNumber(point.GetHistogramSum());
        output.Write("\n"u8);
        WriteHead(text.NameBytes, "_count"u8, labels);
        WriteNumber(count);
        output.Write("\n"u8);
    }

    private long WriteBuckets(MetricText text, byte[] labels, in MetricPoint point)
    {
        var exemplars = default(ReadOnlyExemplarCollection);
        var hasExemplars = isOpenMetrics && point.TryGetExemplars(out exemplars);
        var (count, index, lower) = (0L, 0, double.NegativeInfinity);
        foreach (var bucket in point.GetHistogramBuckets())
        {
            count += bucket.BucketCount;
            WriteHead(text.NameBytes, "_bucket"u8, labels, text.BoundOf(index++, bucket.ExplicitBound));
            WriteNumber(count);
            if (hasExemplars && bucket.BucketCount > 0)
                WriteExemplar(exemplars, isLong: false, lower, bucket.ExplicitBound);

            output.Write("\n"u8);
            lower = bucket.ExplicitBound;
        }

        return count;
    }

    private void WriteExemplar(ReadOnlyExemplarCollection exemplars, bool isLong, double above, double upTo)
    {
        foreach (ref readonly var exemplar in exemplars)
        {
            var value = isLong ? exemplar.LongValue : exemplar.DoubleValue;
            if (!(value > above && value <= upTo))
                continue;

            output.Write(" # {"u8);
            if (exemplar.TraceId != default)
                WriteIds(exemplar);

            output.Write("} "u8);
            WriteNumber(value);
            output.Write(" "u8);
            WriteNumber(exemplar.Timestamp.ToUnixTimeMilliseconds() / 1000d);
            return;
        }
    }

    private void WriteIds(in Exemplar exemplar)
    {
        output.Write("trace_id=\""u8);
        WriteAscii(exemplar.TraceId.ToHexString());
        output.Write("\",span_id=\""u8);
        WriteAscii(exemplar.SpanId.ToHexString());
        output.Write("\""u8);
    }

    private void WriteHead(ReadOnlySpan<byte> name, ReadOnlySpan<byte> suffix, ReadOnlySpan<byte> labels) =>
        WriteHead(name, suffix, labels, "} "u8);

    private void WriteHead(ReadOnlySpan<byte> name, ReadOnlySpan<byte> suffix, ReadOnlySpan<byte> labels, ReadOnlySpan<byte> end)
    {
        var length = name.Length + suffix.Length + labels.Length + end.Length;
        var span = output.GetSpan(length);
        name.CopyTo(span);
        suffix.CopyTo(span[name.Length..]);
        labels.CopyTo(span[(name.Length + suffix.Length)..]);
        end.CopyTo(span[(length - end.Length)..]);
        output.Advance(length);
    }

    private void WriteAscii(string text) => output.Advance(System.Text.Encoding.ASCII.GetBytes(text, output.GetSpan(text.Length)));

    private void WriteNumber(long value) => output.Advance(PrometheusNumber.Write(value, output.GetSpan(PrometheusNumber.Longest)));

    private void WriteNumber(double value) => output.Advance(PrometheusNumber.Write(value, output.GetSpan(PrometheusNumber.Longest)));
}
