using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Trace;

namespace Grocery.Platform.Observability.Tests.Tracing;

public sealed class TracingTests
{
    private const string Sampled = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_outgoing_call_is_a_client_span_whose_server_is_its_child()
    {
        await using var other = await ServiceUnderTest.StartAsync(app => app.MapGet("/price", () => 7));
        await using var service = await ServiceUnderTest.StartAsync(app =>
            app.MapGet("/cart", () => other.Client.GetStringAsync(new Uri("/price", UriKind.Relative))));

        using var request = new HttpRequestMessage(HttpMethod.Get, "/cart");
        request.Headers.Add("traceparent", Sampled);
        await service.Client.SendAsync(request, Stop);

        Activity? Find(string name) => service.Spans.All.FirstOrDefault(span => span.DisplayName == name);
        await Eventually.HoldsAsync(() => Find("GET /cart") is not null && Find("GET /price") is not null, "both server spans");
        var (cart, price) = (Find("GET /cart")!, Find("GET /price")!);
        var call = service.Spans.All.Single(span => span.Kind == ActivityKind.Client && span.ParentSpanId == cart.SpanId);
        Assert.Equal(call.SpanId, price.ParentSpanId);
        Assert.Equal("0af7651916cd43dd8448eb211c80319c", price.TraceId.ToHexString());
        Assert.Equal(200, call.GetTagItem("http.response.status_code"));
    }

    [Fact]
    public async Task A_source_of_the_team_is_recorded_by_the_plain_OpenTelemetry_idiom_and_one_named_Grocery_without()
    {
        using var team = new ActivitySource("Team.Orders");
        using var grocery = new ActivitySource("Grocery.Samples.Orders");
        using var unknown = new ActivitySource("Someone.Else");
        await using var service = await ServiceUnderTest.StartAsync(add: builder =>
            builder.Services.ConfigureOpenTelemetryTracerProvider(tracing => tracing.AddSource("Team.Orders")));

        team.StartActivity("of-team")?.Dispose();
        grocery.StartActivity("of-grocery")?.Dispose();
        unknown.StartActivity("of-unknown")?.Dispose();

        Assert.Equal(["of-team", "of-grocery"], service.Spans.All.Select(span => span.DisplayName));
    }

    [Fact]
    public async Task A_ratio_of_zero_records_nothing_but_what_the_caller_sampled()
    {
        await using var service = await ServiceUnderTest.StartAsync(
            app => app.MapGet("/hello", () => "hello"), settings: ("Platform:Observability:Sampling:Ratio", "0"));

        using var call = new HttpClient(new SocketsHttpHandler { ActivityHeadersPropagator = null }) { BaseAddress = service.Client.BaseAddress };
        await call.GetStringAsync(new Uri("/hello", UriKind.Relative), Stop);
        using var sampled = new HttpRequestMessage(HttpMethod.Get, "/hello");
        sampled.Headers.Add("traceparent", Sampled);
        await call.SendAsync(sampled, Stop);

        await Eventually.HoldsAsync(() => service.Spans.Servers.Count > 0, "a server span");
        Assert.Equal("0af7651916cd43dd8448eb211c80319c", Assert.Single(service.Spans.Servers).TraceId.ToHexString());
    }

    [Fact]
    public async Task The_sampler_of_the_environment_decides_when_no_ratio_is_configured()
    {
        await using var service = await ServiceUnderTest.StartAsync(
            app => app.MapGet("/hello", () => "hello"), settings: ("OTEL_TRACES_SAMPLER", "always_off"));
        using var team = new ActivitySource("Grocery.Team");

        var span = team.StartActivity("dropped");

        Assert.False(span?.Recorded ?? false);
    }

    [Theory]
    [InlineData("Platform:Observability:Tracing:Enabled", "false")]
    [InlineData("OTEL_SDK_DISABLED", "true")]
    public async Task Tracing_can_be_switched_off(string key, string value)
    {
        await using var service = await ServiceUnderTest.StartAsync(app => app.MapGet("/hello", () => "hello"), settings: (key, value));

        var answer = await service.Client.GetStringAsync(new Uri("/hello", UriKind.Relative), Stop);

        Assert.Equal("hello", answer);
        Assert.Empty(service.Spans.All);
    }
}
