using System.Security.Claims;
using System.Text.Json;
using Grocery.Platform.TestSupport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Grocery.Platform.Observability.Tests.Requests;

public sealed class RequestLineTests
{
    private const string Category = "Grocery.Platform.Observability.Request";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_request_is_one_line_with_what_it_was_and_how_it_ended_and_the_ids_of_its_span()
    {
        await using var service = await ServiceUnderTest.StartAsync(app => app.MapGet("/products/{id}", (string id) => id));

        await service.Client.GetAsync(new Uri("/products/42", UriKind.Relative), Stop);

        var line = await TheOnlyLine(service);
        var attributes = line.GetProperty("attributes");
        Assert.Equal(
            ["ConnectionId", "DurationMs", "Method", "Path", "RequestSize", "ResponseSize", "Route", "StatusCode", "UserId"],
            attributes.EnumerateObject().Select(attribute => attribute.Name).Order(StringComparer.Ordinal));
        Assert.Equal("Information", line.GetProperty("level").GetString());
        Assert.Equal(2000, line.GetProperty("event_id").GetInt32());
        Assert.Equal("GET", attributes.GetProperty("Method").GetString());
        Assert.Equal("/products/42", attributes.GetProperty("Path").GetString());
        Assert.Equal("/products/{id}", attributes.GetProperty("Route").GetString());
        Assert.Equal(2, attributes.GetProperty("ResponseSize").GetInt64());
        Assert.Null(Text(attributes, "RequestSize"));
        Assert.Null(Text(attributes, "UserId"));
        Assert.Equal(200, attributes.GetProperty("StatusCode").GetInt32());
        Assert.True(attributes.GetProperty("DurationMs").GetDouble() > 0);
        Assert.StartsWith("GET /products/42 answered 200 in ", line.GetProperty("message").GetString(), StringComparison.Ordinal);
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

    [Theory]
    [InlineData("/writer")]
    [InlineData("/stream")]
    [InlineData("/file")]
    [InlineData("/json")]
    [InlineData("/flushed")]
    public async Task The_sizes_of_both_bodies_are_on_the_line_however_they_are_written(string path)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "\"hello\"", Stop);
        await using var service = await ServiceUnderTest.StartAsync(app =>
        {
            app.MapPost("/writer", async (HttpContext context) =>
            {
                await context.Response.BodyWriter.WriteAsync("\"hello\""u8.ToArray());
            });
            app.MapPost("/stream", (HttpContext context) => context.Response.Body.WriteAsync("\"hello\""u8.ToArray()).AsTask());
            app.MapPost("/file", (HttpContext context) => context.Response.SendFileAsync(file));
            app.MapPost("/json", () => Results.Json("hello"));
            app.MapPost("/flushed", async (HttpContext context) =>
            {
                await context.Response.WriteAsync("\"hel");
                await context.Response.Body.FlushAsync();
                await context.Response.WriteAsync("lo\"");
            });
        });

        using var body = new StringContent("12345");
        using var response = await service.Client.PostAsync(new Uri(path, UriKind.Relative), body, Stop);

        Assert.Equal("\"hello\"", await response.Content.ReadAsStringAsync(Stop));
        var attributes = (await TheOnlyLine(service)).GetProperty("attributes");
        Assert.Equal(7, attributes.GetProperty("ResponseSize").GetInt64());
        Assert.Equal(5, attributes.GetProperty("RequestSize").GetInt64());
        File.Delete(file);
    }

    [Fact]
    public async Task A_body_cannot_be_written_synchronously_that_the_server_would_not_take_so()
    {
        await using var service = await ServiceUnderTest.StartAsync(app =>
            app.MapGet("/", (HttpContext context) => context.Response.Body.Write("hello"u8)));

        using var response = await service.Client.GetAsync(new Uri("/", UriKind.Relative), Stop);

        Assert.Equal(500, (await TheOnlyLine(service)).GetProperty("attributes").GetProperty("StatusCode").GetInt32());
    }

    [Theory]
    [InlineData("sub", null, "u-1")]
    [InlineData(ClaimTypes.NameIdentifier, null, "u-1")]
    [InlineData("sub", "false", null)]
    public async Task The_user_is_on_the_line_unless_that_is_switched_off(string claim, string? setting, string? expected)
    {
        await using var service = await ServiceUnderTest.StartAsync(
            app => app.Use(async (context, next) =>
            {
                context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(claim, "u-1")], "test"));
                await next(context);
            }),
            settings: ("Platform:Observability:Requests:UserId", setting));

        await service.Client.GetAsync(new Uri("/", UriKind.Relative), Stop);

        Assert.Equal(expected, Text((await TheOnlyLine(service)).GetProperty("attributes"), "UserId"));
    }

    [Fact]
    public async Task A_slow_request_is_a_warning()
    {
        var time = new ManualTimeProvider();
        await using var service = await ServiceUnderTest.StartAsync(
            app => app.MapGet("/slow", () => time.Advance(TimeSpan.FromMilliseconds(50))),
            builder => builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(time)),
            ("Platform:Observability:Requests:Slow", "00:00:00.050"));

        await service.Client.GetAsync(new Uri("/slow", UriKind.Relative), Stop);

        var line = await TheOnlyLine(service);
        Assert.Equal("Warning", line.GetProperty("level").GetString());
        Assert.Equal(50, line.GetProperty("attributes").GetProperty("DurationMs").GetDouble());
    }

    [Fact]
    public async Task Of_successful_requests_a_share_is_written_and_of_others_all()
    {
        await using var service = await ServiceUnderTest.StartAsync(
            app => app.MapGet("/hello", () => "hello"), settings: ("Platform:Observability:Requests:SuccessRatio", "0"));

        await service.Client.GetAsync(new Uri("/hello", UriKind.Relative), Stop);
        await service.Client.GetAsync(new Uri("/nowhere", UriKind.Relative), Stop);

        var line = await TheOnlyLine(service);
        Assert.Equal("Information", line.GetProperty("level").GetString());
        Assert.Equal(404, line.GetProperty("attributes").GetProperty("StatusCode").GetInt32());
    }

    [Fact]
    public async Task With_two_equal_ratios_a_request_has_a_line_and_a_trace_or_neither()
    {
        await using var service = await ServiceUnderTest.StartAsync(
            app => app.MapGet("/hello", () => "hello"),
            settings: [("Platform:Observability:Requests:SuccessRatio", "0.5"), ("Platform:Observability:Sampling:Ratio", "0.5")]);
        using var client = new HttpClient(new SocketsHttpHandler { ActivityHeadersPropagator = null }) { BaseAddress = service.Client.BaseAddress };

        for (var i = 0; i < 50; i++)
            await client.GetStringAsync(new Uri("/hello", UriKind.Relative), Stop);
        using var last = new HttpRequestMessage(HttpMethod.Get, "/nowhere");
        last.Headers.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        await client.SendAsync(last, Stop);

        await Eventually.HoldsAsync(() => service.Spans.Servers.Any(span => span.DisplayName == "GET"), "the last span");
        await Eventually.HoldsAsync(() => service.Log.Of(Category).Count == service.Spans.Servers.Count, "as many lines as spans");
        Assert.Equal(
            service.Spans.Servers.Select(span => span.TraceId.ToHexString()),
            service.Log.Of(Category).Select(line => line.GetProperty("trace_id").GetString()));
        Assert.InRange(service.Spans.Servers.Count, 2, 50);
    }

    [Fact]
    public async Task The_lines_can_be_switched_off_while_the_service_runs()
    {
        await using var service = await ServiceUnderTest.StartAsync();

        service.App.Configuration["Platform:Observability:Requests:Enabled"] = "false";
        ((IConfigurationRoot)service.App.Configuration).Reload();
        await service.Client.GetAsync(new Uri("/off", UriKind.Relative), Stop);
        service.App.Configuration["Platform:Observability:Requests:Enabled"] = "true";
        ((IConfigurationRoot)service.App.Configuration).Reload();
        await service.Client.GetAsync(new Uri("/on", UriKind.Relative), Stop);

        Assert.Equal("/on", (await TheOnlyLine(service)).GetProperty("attributes").GetProperty("Path").GetString());
    }

    private static string? Text(JsonElement attributes, string name) =>
        attributes.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static async Task<JsonElement> TheOnlyLine(ServiceUnderTest service)
    {
        await Eventually.HoldsAsync(() => service.Log.Of(Category).Count > 0, "a request line");
        return Assert.Single(service.Log.Of(Category));
    }
}
