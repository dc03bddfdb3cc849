using System.Buffers;
using Microsoft.AspNetCore.Http;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Grocery.Platform.Observability.Prometheus;

/// <summary>Answers a scrape: collects all metrics and writes them as Prometheus text 0.0.4.</summary>
/// <remarks>The buffer belongs to the holder of the gate.</remarks>
[ExportModes(ExportModes.Pull)]
internal sealed class PrometheusExporter : BaseExporter<Metric>, IPullMetricExporter
{
    private const string ContentType = "text/plain; version=0.0.4; charset=utf-8";
    private const int CollectMilliseconds = 5000;

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly ArrayBufferWriter<byte> _buffer = new(64 * 1024);

    /// <summary>Gets or sets what collects; the SDK sets it while a provider uses this exporter.</summary>
    public Func<int, bool>? Collect { get; set; }

    public override ExportResult Export(in Batch<Metric> batch)
    {
        var text = new PrometheusText(_buffer);
        foreach (var family in MetricFamily.Group(batch))
            text.Write(family);

        text.WriteTargetInfo(ParentProvider.GetResource());
        return ExportResult.Success;
    }

    public async Task AnswerAsync(HttpContext context)
    {
        await _gate.WaitAsync(context.RequestAborted).ConfigureAwait(false);
        try
        {
            _buffer.ResetWrittenCount();
            if (Collect?.Invoke(CollectMilliseconds) == true)
                Write(context.Response);
            else
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        }
        finally
        {
            _gate.Release();
        }

        await context.Response.BodyWriter.FlushAsync(context.RequestAborted).ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _gate.Dispose();

        base.Dispose(disposing);
    }

    private void Write(HttpResponse response)
    {
        response.ContentType = ContentType;
        response.ContentLength = _buffer.WrittenCount;
        response.BodyWriter.Write(_buffer.WrittenSpan);
    }
}
