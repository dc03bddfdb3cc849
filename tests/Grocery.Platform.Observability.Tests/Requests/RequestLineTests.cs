using System.Text.Json;
using Grocery.Platform.TestSupport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Grocery.Platform.Observability.Tests.Requests;

public sealed class RequestLineTests
{
    private const string Category = "Grocery.Platform.Observability.Request";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_request_is_one_line_with_method_route_status_duration_and_the_ids_of_its_span()
    {
        await using var service = await ServiceUnderTest.StartAsync(app => app.MapGet("/products/{id}", (string id) => id));

        await service.Client.GetAsync(new Uri("/products/42", UriKind.Relative), Stop);

        var line = await TheOnlyLine(service);
        var attributes = line.GetProperty("attributes");
        Assert.Equal("Information", line.GetProperty("level").GetString());
        Assert.Equal(2000, line.GetProperty("event_id").GetInt32());
        Assert.Equal("GET", attributes.GetProperty("Method").GetString());
        Assert.Equal("/products/{id}", attributes.GetProperty("Route").GetString());
        Assert.Equal(200, attributes.GetProperty("StatusCode").GetInt32());
        Assert.True(attributes.GetProperty("DurationMs").GetDouble() > 0);
        Assert.StartsWith("GET /products/{id} answered 200 in ", line.GetProperty("message").GetString(), StringComparison.Ordinal);
        await Eventually.HoldsAsync(() => service.Spans.Servers.Count > 0, "a server span");
        var span = service.Spans.Servers.Single();
        Assert.Equal(span.TraceId.ToHexString(), line.GetProperty("trace_id").GetString());
        Assert.Equal(span.SpanId.ToHexString(), line.GetProperty("span_id").GetString());
    }

    [Fact]
    public async Task A_failed_request_is_one_line_at_error()
    {
        await using var service = await ServiceUnderTest.StartAsync(app =>
            app.MapGet("/broken", string () => throw new InvalidOperationException("no")));

        await service.Client.GetAsync(new Uri("/broken", UriKind.Relative), Stop);

        var line = await TheOnlyLine(service);
        Assert.Equal("Error", line.GetProperty("level").GetString());
        Assert.Equal(500, line.GetProperty("attributes").GetProperty("StatusCode").GetInt32());
        Assert.Equal("System.InvalidOperationException", line.GetProperty("attributes").GetProperty("ErrorType").GetString());
    }

    [Fact]
    public async Task The_platforms_endpoints_are_neither_traced_nor_logged_nor_counted()
    {
        await using var service = await ServiceUnderTest.StartAsync(
            app => app.MapGet("/hello", () => "hello"),
            builder => builder.Services.AddPlatformEndpoint(_ => new PlatformEndpoint(
                "/health/live", EndpointPlacement.AllPorts, context => context.Response.WriteAsync("ok"))));
        using var probe = new HttpRequestMessage(HttpMethod.Get, "/Health/Live");
        probe.Headers.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

        await service.Client.SendAsync(probe, Stop);
        await service.Client.GetStringAsync(new Uri("/metrics", UriKind.Relative), Stop);
        await service.Client.GetStringAsync(new Uri("/hello", UriKind.Relative), Stop);

        var line = await TheOnlyLine(service);
        Assert.Equal("/hello", line.GetProperty("attributes").GetProperty("Route").GetString());
        await Eventually.HoldsAsync(() => service.Spans.Servers.Count > 0, "a server span");
        Assert.Equal("GET /hello", Assert.Single(service.Spans.Servers).DisplayName);
        var text = await service.Client.GetStringAsync(new Uri("/metrics", UriKind.Relative), Stop);
        Assert.Equal(1, Scrape.Sum(text, "http_server_request_duration_seconds_count"));
    }

    private static async Task<JsonElement> TheOnlyLine(ServiceUnderTest service)
    {
        await Eventually.HoldsAsync(() => service.Log.Of(Category).Count > 0, "a request line");
        return Assert.Single(service.Log.Of(Category));
    }
}
