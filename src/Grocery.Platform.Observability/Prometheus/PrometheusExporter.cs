using System.Buffers;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using Grocery.Platform.Observability.Metrics;
using Microsoft.AspNetCore.Http;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Grocery.Platform.Observability.Prometheus;

/// <summary>Answers a scrape: collects all metrics and writes them as the client wants them.</summary>
/// <remarks>
/// Fields belong to the holder of the gate, who leaves with a buffer of his own: a slow client holds up nobody. Recording never
/// waits for the gate: the SDK copies each point's value, and the text is made of the copies.
/// </remarks>
[ExportModes(ExportModes.Pull)]
internal sealed class PrometheusExporter(OverflowMetrics overflow, CommonTags tags, SecretValues secrets) : BaseExporter<Metric>, IPullMetricExporter
{
    private const int CollectMilliseconds = 5000;

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly LabelEncoder _encoder = new(secrets, tags.All);
    private readonly ConditionalWeakTable<Metric, MetricText> _texts = [];
    private byte[]? _resourceLabels;
    private PrometheusText? _text;
    private bool _isOpenMetrics;
    private ArrayBufferWriter<byte>? _spare;

    /// <summary>Gets or sets what collects; the SDK sets it while a provider uses this exporter.</summary>
    public Func<int, bool>? Collect { get; set; }

    public override ExportResult Export(in Batch<Metric> batch)
    {
        // Nobody but a scrape needs the text; the SDK collects once more when it stops.
        if (_text is not { } text)
            return ExportResult.Success;

        foreach (var family in MetricFamily.Group(batch, _texts, _encoder, _isOpenMetrics))
            text.Write(family);

        text.WriteEnd(_resourceLabels ??= _encoder.Encode(ParentProvider.GetResource()));
        overflow.Watch(batch);
        return ExportResult.Success;
    }

    public async Task AnswerAsync(HttpContext context)
    {
        var format = ExpositionFormat.For(context.Request);
        var buffer = Interlocked.Exchange(ref _spare, null) ?? new ArrayBufferWriter<byte>(64 * 1024);
        try
        {
            if (await CollectAsync(buffer, format, context.RequestAborted).ConfigureAwait(false))
                await WriteAsync(context, buffer.WrittenMemory, format).ConfigureAwait(false);
            else
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        }
        finally
        {
            buffer.ResetWrittenCount();
            _spare = buffer;
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _gate.Dispose();

        base.Dispose(disposing);
    }

    private static async Task WriteAsync(HttpContext context, ReadOnlyMemory<byte> text, ExpositionFormat format)
    {
        var response = context.Response;
        var isGzip = Compression.IsGzipWanted(context.Request);
        response.ContentType = format.ContentType;
        response.Headers.Vary = "Accept, Accept-Encoding";
        if (isGzip)
            response.Headers.ContentEncoding = "gzip";
        else
            response.ContentLength = text.Length;

        if (HttpMethods.IsHead(context.Request.Method))
            return;

        if (!isGzip)
        {
            await response.Body.WriteAsync(text, context.RequestAborted).ConfigureAwait(false);
            return;
        }

        var gzip = new GZipStream(response.Body, CompressionLevel.Fastest, leaveOpen: true);
        await using (gzip.ConfigureAwait(false))
            await gzip.WriteAsync(text, context.RequestAborted).ConfigureAwait(false);
    }

    private async Task<bool> CollectAsync(ArrayBufferWriter<byte> buffer, ExpositionFormat format, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            (_text, _isOpenMetrics) = (new PrometheusText(buffer, format.IsOpenMetrics), format.IsOpenMetrics);
            return Collect?.Invoke(CollectMilliseconds) == true && buffer.WrittenCount > 0;
        }
        finally
        {
            _text = null;
            _gate.Release();
        }
    }
}
