using System.Diagnostics;
using Grocery.Platform.Observability.SelfTelemetry;
using OpenTelemetry;
using OpenTelemetry.Exporter;

namespace Grocery.Platform.Observability.Otlp;

/// <summary>Exports spans, and tells how it went.</summary>
internal sealed class TraceExporter(OtlpExporterOptions options, SignalExports exports, SpanQueue queue) : OtlpTraceExporter(options)
{
    public override ExportResult Export(in Batch<Activity> activityBatch)
    {
        var spans = activityBatch.Count;
        queue.Leave(spans);
        var result = base.Export(activityBatch);
        if (result == ExportResult.Success)
            exports.Succeed();
        else
            exports.Fail(spans);

        return result;
    }
}
