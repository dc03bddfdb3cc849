using Grocery.Platform.TestSupport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Grocery.Platform.Tests;

/// <summary>The traces of a whole service, as a collector gets them.</summary>
[Collection(nameof(AloneInProcess))]
public sealed class TracingTests
{
    private const int Client = 3;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_attempt_of_an_outgoing_call_is_a_span_that_says_which()
    {
        await using var prices = await ScriptedServer.StartAsync(Reply.Status(503), Reply.Status(503), Reply.Ok);
        await using var collector = await OtlpReceiver.StartAsync();
        await using var app = await StartAsync(collector, app =>
            app.MapGet("/call", (IHttpClientFactory clients) => clients.CreateClient().GetStringAsync(prices.Address)));

        await GetAsync(app, "/call");
        await app.StopAsync(Cancelled);

        var server = Assert.Single(collector.Spans, span => span.Name == "GET /call");
        var attempts = collector.Spans.Where(span => span.Kind == Client && span.ParentSpanId == server.SpanId).ToList();
        Assert.Equal([503L, 503L, 200L], attempts.Select(span => span.Attributes["http.response.status_code"]));
        Assert.Equal([null, 1L, 2L], attempts.Select(span => span.Attributes.GetValueOrDefault("http.request.resend_count")));
    }

    private static async Task<WebApplication> StartAsync(OtlpReceiver collector, Action<WebApplication> map)
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration["Platform:Observability:Logging:Enabled"] = "false";
        builder.Configuration["Platform:Resilience:Defaults:RetryBaseDelay"] = "00:00:00.010";
        builder.Configuration["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"] = collector.HttpEndpoint + "/v1/traces";
        builder.Configuration["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
        builder.AddGroceryPlatform();

        var app = builder.Build();
        map(app);
        await app.StartAsync(Cancelled);
        return app;
    }

    private static async Task GetAsync(WebApplication app, string path)
    {
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative), Cancelled);
    }
}
