using System.Collections.Concurrent;
using System.IO.Compression;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.TestSupport;

/// <summary>A span as it came over the wire.</summary>
public sealed record OtlpSpan(
    string Scope,
    string Name,
    int Kind,
    string TraceId,
    string SpanId,
    string ParentSpanId,
    int Status,
    IReadOnlyDictionary<string, object> Attributes,
    IReadOnlyDictionary<string, object> Resource,
    IReadOnlyList<string> Events);

/// <summary>A request to a collector.</summary>
/// <param name="Line">The content type and the path.</param>
/// <param name="Headers">The headers, by name in lower case.</param>
public sealed record OtlpRequest(string Line, IReadOnlyDictionary<string, string> Headers);

/// <summary>A collector on loopback that takes OTLP over gRPC and over HTTP with protobuf.</summary>
public sealed class OtlpReceiver : IAsyncDisposable
{
    private const int GrpcHeader = 5;

    private readonly WebApplication _app;
    private readonly ConcurrentQueue<OtlpSpan> _spans = new();
    private readonly ConcurrentQueue<OtlpMetric> _metrics = new();
    private readonly ConcurrentQueue<OtlpRequest> _requests = new();
    private readonly ConcurrentQueue<ReadOnlyMemory<byte>> _bodies = new();

    private OtlpReceiver(WebApplication app) => _app = app;

    public string HttpEndpoint { get; private set; } = "";

    public string GrpcEndpoint { get; private set; } = "";

    public IReadOnlyCollection<OtlpSpan> Spans => _spans;

    public IReadOnlyCollection<OtlpMetric> Metrics => _metrics;

    /// <summary>Gets or sets what it does with a request in place of taking it; null takes.</summary>
    public Func<HttpContext, Task>? Refusal { get; set; }

    /// <summary>Gets the content type and path of each request.</summary>
    public IReadOnlyCollection<string> Requests => [.. _requests.Select(request => request.Line)];

    /// <summary>Gets each request with its headers.</summary>
    public IReadOnlyCollection<OtlpRequest> AllRequests => _requests;

    /// <summary>Gets the body of each request, uncompressed.</summary>
    public IReadOnlyCollection<ReadOnlyMemory<byte>> Bodies => _bodies;

    public static async Task<OtlpReceiver> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
            kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
        });
        var app = builder.Build();
        var receiver = new OtlpReceiver(app);
        app.Run(receiver.ReceiveAsync);
        await app.StartAsync();

        var addresses = ((IApplicationBuilder)app).ServerFeatures.GetRequiredFeature<IServerAddressesFeature>().Addresses.ToArray();
        (receiver.HttpEndpoint, receiver.GrpcEndpoint) = (addresses[0], addresses[1]);
        return receiver;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    internal static Dictionary<string, object> Attributes(WireMessage message, int number) => message.Messages(number)
        .ToDictionary(pair => pair.Text(1), pair => Value(pair.Message(2)));

    private static object Value(WireMessage value) =>
        value.Has(2) ? value.Number(2) != 0
        : value.Has(3) ? (long)value.Number(3)
        : value.Has(4) ? value.Floating(4)
        : value.Text(1);

    private static OtlpSpan Span(WireMessage span, WireMessage scope, Dictionary<string, object> resource) => new(
        scope.Text(1),
        span.Text(5),
        (int)span.Number(6),
        span.Hex(1),
        span.Hex(2),
        span.Hex(4),
        (int)span.Message(15).Number(3),
        Attributes(span, 9),
        resource,
        [.. span.Messages(11).Select(item => item.Text(2))]);

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        if (request.ContentType != "application/grpc")
            return request.Headers.ContentEncoding == "gzip" ? Decompress(body.ToArray()) : body.ToArray();

        // The first byte of the frame says whether its message is compressed.
        var frame = body.ToArray();
        return frame[0] == 1 ? Decompress(frame[GrpcHeader..]) : frame[GrpcHeader..];
    }

    private static byte[] Decompress(byte[] bytes)
    {
        using var gzip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
        using var body = new MemoryStream();
        gzip.CopyTo(body);
        return body.ToArray();
    }

    private async Task ReceiveAsync(HttpContext context)
    {
        var isGrpc = context.Request.ContentType == "application/grpc";
        var body = await ReadAsync(context.Request);
        var path = context.Request.Path.Value ?? "";
        _bodies.Enqueue(body);
        _requests.Enqueue(new OtlpRequest(
            $"{context.Request.ContentType} {path}",
            context.Request.Headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value.ToString())));
        if (Refusal is { } refuse)
        {
            await refuse(context);
            return;
        }

        Take(path, new WireMessage(body));

        context.Response.ContentType = context.Request.ContentType;
        if (!isGrpc)
            return;

        context.Response.DeclareTrailer("grpc-status");
        await context.Response.Body.WriteAsync(new byte[GrpcHeader]);
        context.Response.AppendTrailer("grpc-status", "0");
    }

    private void Take(string path, WireMessage request)
    {
        foreach (var source in request.Messages(1))
        {
            var resource = Attributes(source.Message(1), 1);
            foreach (var scope in source.Messages(2))
            {
                foreach (var item in scope.Messages(2))
                {
                    if (path.Contains("trace", StringComparison.OrdinalIgnoreCase))
                        _spans.Enqueue(Span(item, scope.Message(1), resource));
                    else if (path.Contains("metrics", StringComparison.OrdinalIgnoreCase))
                        _metrics.Enqueue(OtlpMetric.Read(item, scope.Message(1), resource));
                }
            }
        }
    }
}
