using System.Diagnostics;
using Grocery.Platform.TestSupport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Grocery.Platform.Observability.Tests.Tracing;

public sealed class KeptTracesTests : IDisposable
{
    private const int Internal = 1;
    private const int Server = 2;
    private const int Client = 3;

    private readonly ActivitySource _team = new("Grocery.Team");
    private readonly ManualTimeProvider _time = new();
    private Activity? _later;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_failed_request_is_exported_with_its_local_trace_and_marked()
    {
        await using var price = await ScriptedServer.StartAsync(Reply.Ok);
        await using var collector = await OtlpReceiver.StartAsync();
        await using (var service = await StartAsync(collector, price))
        {
            await GetAsync(service, "/good");
            await GetAsync(service, "/broken");
        }

        Assert.Equal(3, collector.Spans.Count);
        var server = Assert.Single(collector.Spans, span => span.Kind == Server);
        Assert.Equal("GET /broken", server.Name);
        Assert.Equal("error", server.Attributes["grocery.sampling.kept"]);
        Assert.Equal("System.InvalidOperationException", server.Attributes["error.type"]);
        Assert.Equal("/broken", server.Attributes["url.path"]);
        var work = Assert.Single(collector.Spans, span => span.Kind == Internal);
        var call = Assert.Single(collector.Spans, span => span.Kind == Client);
        Assert.Equal((server.TraceId, server.SpanId), (work.TraceId, work.ParentSpanId));
        Assert.Equal((server.TraceId, work.SpanId), (call.TraceId, call.ParentSpanId));
    }

    [Fact]
    public async Task Other_services_are_told_that_the_trace_is_not_sampled()
    {
        await using var price = await ScriptedServer.StartAsync(Reply.Ok);
        await using var collector = await OtlpReceiver.StartAsync();
        await using (var service = await StartAsync(collector, price))
            await GetAsync(service, "/broken");

        var call = Assert.Single(collector.Spans, span => span.Kind == Client);
        Assert.Equal($"00-{call.TraceId}-{call.SpanId}-00", Assert.Single(price.Received).Headers["traceparent"]);
    }

    [Fact]
    public async Task A_slow_request_is_kept_and_an_endless_one_is_not_slow()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        await using (var service = await StartAsync(collector))
        {
            await GetAsync(service, "/stream");
            await GetAsync(service, "/slow");
        }

        var server = Assert.Single(collector.Spans);
        Assert.Equal("GET /slow", server.Name);
        Assert.Equal("slow", server.Attributes["grocery.sampling.kept"]);
        Assert.Equal(200L, server.Attributes["http.response.status_code"]);
    }

    [Fact]
    public async Task The_rule_holds_when_the_caller_decided_not_to_sample()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        await using (var service = await StartAsync(collector))
            await GetAsync(service, "/broken", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00");

        var server = Assert.Single(collector.Spans, span => span.Kind == Server);
        Assert.Equal(("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"), (server.TraceId, server.ParentSpanId));
    }

    [Fact]
    public async Task A_sampled_failure_is_not_marked()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        await using (var service = await StartAsync(collector))
            await GetAsync(service, "/broken", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

        Assert.DoesNotContain("grocery.sampling.kept", Assert.Single(collector.Spans, span => span.Kind == Server).Attributes.Keys);
    }

    [Fact]
    public async Task So_many_are_kept_in_a_second_and_the_others_are_counted()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        string text;
        await using (var service = await StartAsync(collector, settings: ("Platform:Observability:Sampling:Keep:PerSecond", "2")))
        {
            for (var i = 0; i < 5; i++)
                await GetAsync(service, "/broken");
            _time.Advance(TimeSpan.FromSeconds(1));
            await GetAsync(service, "/broken");
            text = await service.Client.GetStringAsync(new Uri("/metrics", UriKind.Relative), Stop);
        }

        Assert.Equal(3, collector.Spans.Count(span => span.Kind == Server));
        Assert.Equal(("{grocery_sampling_kept=\"error\"", 3d), Counted(text, "grocery_tracing_kept_total"));
        Assert.Equal(("{grocery_sampling_kept=\"error\"", 3d), Counted(text, "grocery_tracing_capped_total"));
    }

    [Fact]
    public async Task A_request_of_many_spans_keeps_some_and_counts_the_others()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        string text;
        await using (var service = await StartAsync(collector))
        {
            await GetAsync(service, "/busy");
            text = await service.Client.GetStringAsync(new Uri("/metrics", UriKind.Relative), Stop);
        }

        Assert.Equal(128, collector.Spans.Count(span => span.Kind == Internal));
        Assert.Equal(72, Scrape.Sum(text, "grocery_tracing_overflowed_total"));
    }

    [Theory]
    [InlineData("/broken-later", 2)]
    [InlineData("/good-later", 0)]
    public async Task A_span_that_outlives_its_request_shares_its_fate(string path, int spans)
    {
        await using var collector = await OtlpReceiver.StartAsync();
        await using (var service = await StartAsync(collector))
        {
            await GetAsync(service, path);
            await Eventually.HoldsAsync(() => _later?.Parent is { IsStopped: true }, "the end of the server span");
            _later!.Dispose();
        }

        Assert.Equal(spans, collector.Spans.Count);
    }

    [Fact]
    public async Task Nothing_is_recorded_when_keeping_is_switched_off()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        await using (var service = await StartAsync(collector, settings: ("Platform:Observability:Sampling:Keep:Enabled", "false")))
            await GetAsync(service, "/good-later");

        Assert.Null(_later);
        Assert.Empty(collector.Spans);
    }

    public void Dispose() => _team.Dispose();

    private static (string Labels, double Value) Counted(string text, string name)
    {
        var (labels, value) = Assert.Single(Scrape.Samples(text, name));
        return (labels.Split(',')[0].TrimEnd('}'), value);
    }

    private static async Task GetAsync(ServiceUnderTest service, string path, string? parent = null)
    {
        using var client = new HttpClient(new SocketsHttpHandler { ActivityHeadersPropagator = null }) { BaseAddress = service.Client.BaseAddress };
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("traceparent", parent);
        using var response = await client.SendAsync(request, Stop);
    }

    private Task<ServiceUnderTest> StartAsync(OtlpReceiver collector, ScriptedServer? other = null, params (string Key, string? Value)[] settings) =>
        ServiceUnderTest.StartAsync(
            app => Map(app, other),
            builder => builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(_time)),
            [
                ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.HttpEndpoint),
                ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
                ("Platform:Observability:Sampling:Ratio", "0"),
                .. settings,
            ]);

    private void Map(WebApplication app, ScriptedServer? other)
    {
        app.MapGet("/good", () => WorkAsync(other));
        app.MapGet("/broken", async () =>
        {
            await WorkAsync(other);
            throw new InvalidOperationException("no");
        });
        app.MapGet("/slow", () => _time.Advance(TimeSpan.FromSeconds(1)));
        app.MapGet("/stream", (HttpContext context) =>
        {
            _time.Advance(TimeSpan.FromHours(1));
            context.Response.ContentType = "text/event-stream";
        });
        app.MapGet("/busy", () =>
        {
            for (var i = 0; i < 200; i++)
                _team.StartActivity("part")?.Dispose();
            return Results.StatusCode(500);
        });
        app.MapGet("/good-later", () => { _later = _team.StartActivity("later"); });
        app.MapGet("/broken-later", () =>
        {
            _later = _team.StartActivity("later");
            return Results.StatusCode(500);
        });
    }

    private async Task WorkAsync(ScriptedServer? other)
    {
        using var work = _team.StartActivity("work");
        if (other is null)
            return;

        using var client = new HttpClient { BaseAddress = other.Address };
        using var response = await client.GetAsync(new Uri("/price", UriKind.Relative), Stop);
    }
}
