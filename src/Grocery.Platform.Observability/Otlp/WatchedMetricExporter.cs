using Grocery.Platform.Observability.Metrics;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;

namespace Grocery.Platform.Observability.Otlp;

/// <summary>Exports metrics, and looks on the way for instruments with too many series.</summary>
internal sealed class WatchedMetricExporter(OtlpExporterOptions options, OverflowMetrics overflow) : OtlpMetricExporter(options)
{
    public override ExportResult Export(in Batch<Metric> metrics)
    {
        overflow.Watch(metrics);
        return base.Export(metrics);
    }
}
