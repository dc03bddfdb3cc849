using System.Diagnostics;
using Grocery.Platform.Observability.Redaction;
using Grocery.Platform.Observability.SelfTelemetry;
using OpenTelemetry;

namespace Grocery.Platform.Observability.Tracing;

/// <summary>
/// Exports what is sampled. A span under a server span that is not sampled waits for the end of the request, and is exported with it
/// when the trace is kept.
/// </summary>
internal sealed class TraceExportProcessor(
    BaseExporter<Activity> exporter, BatchExportProcessorOptions<Activity> batch, SpanQueue queue, SpanRedactor redactor, TracingMetrics metrics)
    : BatchActivityExportProcessor(
        exporter,
        // Room for a batch that has left the queue's count a moment before the SDK takes it out: the SDK itself never drops.
        batch.MaxQueueSize + batch.MaxExportBatchSize,
        batch.ScheduledDelayMilliseconds,
        batch.ExporterTimeoutMilliseconds,
        batch.MaxExportBatchSize)
{
    public override void OnEnd(Activity data)
    {
        if (data.Recorded)
        {
            ExportBuffered(data);
            Enqueue(data);
        }
        else if (ServerSpans.FindAbove(data) is { } server)
        {
            Defer(data, server);
        }
    }

    protected override bool OnShutdown(int timeoutMilliseconds)
    {
        queue.Close();
        var isDone = base.OnShutdown(timeoutMilliseconds);
        queue.Abandon();
        return isDone;
    }

    private void Defer(Activity span, Activity server)
    {
        if (server.Recorded)
        {
            Export(span);
            return;
        }

        if (server.IsStopped)
            return;

        switch (SpanBuffer.Of(server).Add(span))
        {
            case SpanBuffer.Addition.Full:
                metrics.Overflow();
                break;
            case SpanBuffer.Addition.Closed:
                Export(span);
                break;
            default:
                // The server span may have ended, and looked for a buffer, just before this one was there.
                if (server is { IsStopped: true, Recorded: true })
                    ExportBuffered(server);
                break;
        }
    }

    private void ExportBuffered(Activity server)
    {
        foreach (var span in SpanBuffer.Find(server)?.Close() ?? [])
            Export(span);
    }

    private void Export(Activity span)
    {
        redactor.Redact(span);
        span.ActivityTraceFlags |= ActivityTraceFlags.Recorded;
        Enqueue(span);
    }

    private void Enqueue(Activity span)
    {
        if (queue.TryEnter())
            base.OnEnd(span);
    }
}
