using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using Grocery.AppHost.Telemetry;
using Grocery.Platform.TestSupport;

namespace Grocery.AppHost.Tests.Telemetry;

public sealed class TelemetryReceiverTests : IAsyncLifetime
{
    private readonly TelemetryStores _stores = new(TimeProvider.System);
    private TelemetryReceiver _receiver = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _receiver = await TelemetryReceiver.StartAsync(_stores, Token);

    public ValueTask DisposeAsync() => _receiver.DisposeAsync();

    [Fact]
    public void A_trace_over_two_services_is_one_trace()
    {
        using var cart = new ExportingService(_receiver.Endpoint, "cart", "cart-1");
        using var product = new ExportingService(_receiver.Endpoint, "product", "product-1");

        var call = cart.Start("GET /cart", ActivityKind.Server);
        var query = product.Start("GET /products", ActivityKind.Server, call.Context);
        query.SetTag("http.route", "/products").SetStatus(ActivityStatusCode.Error).Dispose();
        call.Dispose();
        product.Flush();
        cart.Flush();

        var summary = Assert.Single(_stores.Traces.List(_ => true, 10));
        Assert.Equal(("GET /cart", "cart", 2, 2, true), (summary.Name, summary.Service, summary.Services, summary.Spans, summary.IsError));
        var spans = _stores.Traces.Find(call.TraceId.ToString());
        Assert.Equal(["cart", "product"], spans.Select(span => span.Source.Service));
        Assert.Equal(spans[0].Id, spans[1].Parent);
        Assert.Equal("/products", spans[1].Attributes["http.route"]);
        Assert.True(spans[0].Duration >= spans[1].Duration);
    }

    [Fact]
    public void A_value_behind_the_name_of_a_secret_is_masked()
    {
        using var cart = new ExportingService(_receiver.Endpoint, "cart", "cart-1");

        var span = cart.Start("sign in", ActivityKind.Internal);
        span.SetTag("app.password", "hunter2").Dispose();
        cart.Flush();

        Assert.Equal("***", Assert.Single(_stores.Traces.Find(span.TraceId.ToString())).Attributes["app.password"]);
    }

    [Fact]
    public async Task A_compressed_export_is_taken()
    {
        await using var other = await OtlpReceiver.StartAsync();
        using (var cart = new ExportingService(new Uri(other.HttpEndpoint), "cart", "cart-1"))
        {
            cart.Start("GET /cart", ActivityKind.Server).Dispose();
            cart.Flush();
        }

        using var compressed = new MemoryStream();
        await using (var gzip = new GZipStream(compressed, CompressionMode.Compress, leaveOpen: true))
            await gzip.WriteAsync(other.Bodies.First(), Token);

        Assert.Equal(HttpStatusCode.OK, await PostAsync("/v1/traces", compressed.ToArray(), encoding: "gzip"));
        Assert.Equal("GET /cart", Assert.Single(_stores.Traces.List(_ => true, 10)).Name);
    }

    [Theory]
    [InlineData("/v1/traces", "application/x-protobuf", "", HttpStatusCode.BadRequest)]
    [InlineData("/v1/metrics", "application/x-protobuf", "", HttpStatusCode.BadRequest)]
    [InlineData("/v1/traces", "application/x-protobuf", "gzip", HttpStatusCode.BadRequest)]
    [InlineData("/v1/traces", "application/json", "", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("/v1/profiles", "application/x-protobuf", "", HttpStatusCode.NotFound)]
    public async Task Garbage_is_refused_and_harms_nothing(string path, string type, string encoding, HttpStatusCode expected)
    {
        var answer = await PostAsync(path, [0x0A, 0xFF, 0xFF, 0x03, 0x00, 0x42], type, encoding);

        Assert.Equal(expected, answer);
        Assert.Empty(_stores.Traces.List(_ => true, 10));
    }

    private async Task<HttpStatusCode> PostAsync(string path, byte[] body, string type = "application/x-protobuf", string encoding = "")
    {
        using var client = new HttpClient { BaseAddress = _receiver.Endpoint };
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        if (encoding.Length > 0)
            content.Headers.ContentEncoding.Add(encoding);

        using var response = await client.PostAsync(new Uri(path, UriKind.Relative), content, Token);
        return response.StatusCode;
    }
}
