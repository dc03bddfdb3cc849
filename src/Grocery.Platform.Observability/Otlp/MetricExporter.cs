using Grocery.Platform.Observability.Metrics;
using Grocery.Platform.Observability.SelfTelemetry;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;

namespace Grocery.Platform.Observability.Otlp;

/// <summary>Exports metrics, looks on the way for instruments with too many series, and tells how it went.</summary>
internal sealed class MetricExporter(OtlpExporterOptions options, SignalExports exports, OverflowMetrics overflow) : OtlpMetricExporter(options)
{
    public override ExportResult Export(in Batch<Metric> metrics)
    {
        overflow.Watch(metrics);
        var result = base.Export(metrics);
        if (result == ExportResult.Success)
            exports.Succeed();
        else
            exports.Fail(CountPoints(metrics));

        return result;
    }

    private static long CountPoints(in Batch<Metric> metrics)
    {
        var points = 0L;
        foreach (var metric in metrics)
        {
            foreach (ref readonly var _ in metric.GetMetricPoints())
                points++;
        }

        return points;
    }
}
