using System.IO.Compression;
using System.Net;
using Grocery.Platform.TestSupport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Grocery.AppHost.Telemetry;

/// <summary>A collector on a free loopback port: takes OTLP over HTTP as protobuf, plain or compressed by gzip.</summary>
internal sealed class TelemetryReceiver : IAsyncDisposable
{
    private const int LargestBody = 16 * 1024 * 1024;
    private const string Protobuf = "application/x-protobuf";

    private readonly WebApplication _app;
    private readonly TelemetryStores _stores;

    private TelemetryReceiver(WebApplication app, TelemetryStores stores) => (_app, _stores) = (app, stores);

    /// <summary>Gets what services take as <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>.</summary>
    public Uri Endpoint => new(_app.Urls.First());

    public static async Task<TelemetryReceiver> StartAsync(TelemetryStores stores, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = LargestBody;
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        var receiver = new TelemetryReceiver(builder.Build(), stores);
        receiver._app.Run(receiver.AnswerAsync);
        await receiver._app.StartAsync(cancellationToken);
        return receiver;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        context.Response.StatusCode = await TakeAsync(context.Request, context.RequestAborted);

        // An empty answer is an answer of the protocol too: all was taken.
        context.Response.ContentType = Protobuf;
    }

    private async Task<int> TakeAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        Action<WireMessage>? take = request.Path.Value switch
        {
            "/v1/traces" => _stores.TakeTraces,
            "/v1/metrics" => _stores.TakeMetrics,
            _ => null,
        };
        if (take is null || !HttpMethods.IsPost(request.Method))
            return StatusCodes.Status404NotFound;

        if (request.ContentType != Protobuf)
            return StatusCodes.Status415UnsupportedMediaType;

        try
        {
            take(new WireMessage(await ReadAsync(request, cancellationToken)));
            return StatusCodes.Status200OK;
        }
        catch (BadHttpRequestException exception)
        {
            return exception.StatusCode;
        }
        catch (Exception exception) when (exception is InvalidDataException or ArgumentException)
        {
            return StatusCodes.Status400BadRequest;
        }
    }

    private static async Task<byte[]> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        await using var body = request.Headers.ContentEncoding == "gzip"
            ? new GZipStream(request.Body, CompressionMode.Decompress)
            : request.Body;
        using var bytes = new MemoryStream();
        var buffer = new byte[81_920];
        for (int count; (count = await body.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            bytes.Write(buffer, 0, count);
            if (bytes.Length > LargestBody)
                throw new BadHttpRequestException("The body is too large.", StatusCodes.Status413PayloadTooLarge);
        }

        return bytes.ToArray();
    }
}
