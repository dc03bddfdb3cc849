using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Grocery.Platform.Observability.Tests.Requests;

/// <summary>Every attribute of a server span, and no other: the stable HTTP semantic conventions.</summary>
public sealed class ServerSpanTests
{
    private int _peerPort;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("1.1")]
    [InlineData("2")]
    public async Task A_matched_route(string version)
    {
        await using var service = await StartAsync(app => app.MapGet("/products/{id}", (string id) => id), builder =>
            builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(
                endpoint => endpoint.Protocols = version == "2" ? HttpProtocols.Http2 : HttpProtocols.Http1)));

        using var request = new HttpRequestMessage(HttpMethod.Get, "/products/4%202?page=2&sig=abc")
        {
            Version = version == "2" ? HttpVersion.Version20 : HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Headers.Add("User-Agent", "shop/1.0 (test)");
        await service.Client.SendAsync(request, Stop);

        var span = await ExpectAsync(service, "GET /products/{id}", ActivityStatusCode.Unset, new()
        {
            ["http.request.method"] = "GET",
            ["http.response.status_code"] = 200,
            ["http.route"] = "/products/{id}",
            ["url.path"] = "/products/4%202",
            ["url.query"] = "page=2&sig=REDACTED",
            ["user_agent.original"] = "shop/1.0 (test)",
            ["network.protocol.version"] = version,
        });
        Assert.Empty(span.Events);
    }

    [Theory]
    [InlineData("POST", "POST", "POST")]
    [InlineData("BREW", "HTTP", "_OTHER")]
    public async Task A_path_without_a_route(string method, string name, string known)
    {
        await using var service = await StartAsync();

        await service.Client.SendAsync(new HttpRequestMessage(new HttpMethod(method), "/pot"), Stop);

        Dictionary<string, object?> attributes = new()
        {
            ["http.request.method"] = known,
            ["http.response.status_code"] = 404,
            ["url.path"] = "/pot",
        };
        if (known != method)
            attributes["http.request.method_original"] = method;
        await ExpectAsync(service, name, ActivityStatusCode.Unset, attributes);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_thrown_exception_with_and_without_an_exception_handler(bool hasHandler)
    {
        await using var service = await StartAsync(app =>
        {
            if (hasHandler)
                app.UseExceptionHandler("/sorry");
            app.MapGet("/sorry", () => "sorry");
            app.MapGet("/broken/{id}", string (string id) => throw new InvalidOperationException($"no {id}"));
        });

        await service.Client.GetAsync(new Uri("/broken/1", UriKind.Relative), Stop);

        var span = await ExpectAsync(service, "GET /broken/{id}", ActivityStatusCode.Error, new()
        {
            ["http.request.method"] = "GET",
            ["http.response.status_code"] = 500,
            ["http.route"] = "/broken/{id}",
            ["url.path"] = "/broken/1",
            ["error.type"] = "System.InvalidOperationException",
        });
        var error = Assert.Single(span.Events);
        Assert.Equal("exception", error.Name);
        var tags = error.Tags.ToDictionary(tag => tag.Key, tag => tag.Value);
        Assert.Equal(["exception.message", "exception.stacktrace", "exception.type"], tags.Keys.Order());
        Assert.Equal("no 1", tags["exception.message"]);
        Assert.Equal("System.InvalidOperationException", tags["exception.type"]);
        Assert.StartsWith("System.InvalidOperationException: no 1", (string)tags["exception.stacktrace"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_that_sampling_had_dropped()
    {
        await using var service = await StartAsync(
            app => app.MapGet("/busy", () => Results.StatusCode(503)), settings: ("Platform:Observability:Sampling:Ratio", "0"));

        using var client = new HttpClient(new SocketsHttpHandler { ActivityHeadersPropagator = null }) { BaseAddress = service.Client.BaseAddress };
        await client.GetAsync(new Uri("/busy?q=1", UriKind.Relative), Stop);

        var span = await ExpectAsync(service, "GET /busy", ActivityStatusCode.Error, new()
        {
            ["http.request.method"] = "GET",
            ["http.response.status_code"] = 503,
            ["http.route"] = "/busy",
            ["url.path"] = "/busy",
            ["url.query"] = "q=1",
            ["error.type"] = "503",
            ["grocery.sampling.kept"] = "error",
        });
        Assert.Empty(span.Events);
    }

    [Fact]
    public async Task A_client_that_goes_away_is_no_error_of_the_service()
    {
        var entered = new TaskCompletionSource();
        await using var service = await StartAsync(app => app.MapGet("/slow", async (HttpContext context) =>
        {
            entered.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        }));
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Stop);

        var call = service.Client.GetAsync(new Uri("/slow", UriKind.Relative), cancel.Token);
        await entered.Task;
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await ExpectAsync(service, "GET /slow", ActivityStatusCode.Unset, new()
        {
            ["http.request.method"] = "GET",
            ["http.response.status_code"] = 499,
            ["http.route"] = "/slow",
            ["url.path"] = "/slow",
        });
    }

    [Fact]
    public async Task An_exception_after_the_response_began_is_an_error_with_the_status_that_was_sent()
    {
        await using var service = await StartAsync(app => app.MapGet("/cut", async (HttpContext context) =>
        {
            await context.Response.StartAsync();
            throw new InvalidDataException("gone");
        }));

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => service.Client.GetStringAsync(new Uri("/cut", UriKind.Relative), Stop));

        await ExpectAsync(service, "GET /cut", ActivityStatusCode.Error, new()
        {
            ["http.request.method"] = "GET",
            ["http.response.status_code"] = 200,
            ["http.route"] = "/cut",
            ["url.path"] = "/cut",
            ["error.type"] = "System.IO.InvalidDataException",
        });
    }

    [Fact]
    public async Task A_bad_request_that_is_thrown_is_an_answer_and_no_error()
    {
        await using var service = await StartAsync(app =>
            app.MapGet("/strict", string () => throw new Microsoft.AspNetCore.Http.BadHttpRequestException("no", 413)));

        await service.Client.GetAsync(new Uri("/strict", UriKind.Relative), Stop);

        await ExpectAsync(service, "GET /strict", ActivityStatusCode.Unset, new()
        {
            ["http.request.method"] = "GET",
            ["http.response.status_code"] = 413,
            ["http.route"] = "/strict",
            ["url.path"] = "/strict",
        });
    }

    [Fact]
    public async Task Behind_a_proxy_that_the_service_trusts()
    {
        await using var service = await StartAsync(
            app =>
            {
                app.UseForwardedHeaders();
                app.UsePathBase("/shop");
                app.UseRouting();
                app.MapGet("/", () => "home");
            },
            builder => builder.Services.Configure<ForwardedHeadersOptions>(options => options.ForwardedHeaders = ForwardedHeaders.All));

        using var request = new HttpRequestMessage(HttpMethod.Get, "/shop/");
        request.Headers.Add("X-Forwarded-For", "203.0.113.9");
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Add("X-Forwarded-Host", "shop.example");
        await service.Client.SendAsync(request, Stop);

        await ExpectAsync(service, "GET /", ActivityStatusCode.Unset, new()
        {
            ["http.request.method"] = "GET",
            ["http.response.status_code"] = 200,
            ["http.route"] = "/",
            ["url.path"] = "/shop/",
            ["url.scheme"] = "https",
            ["server.address"] = "shop.example",
            ["server.port"] = 443,
            ["client.address"] = "203.0.113.9",
        });
    }

    private Task<ServiceUnderTest> StartAsync(
        Action<WebApplication>? map = null, Action<WebApplicationBuilder>? add = null, params (string Key, string? Value)[] settings) =>
        ServiceUnderTest.StartAsync(
            app =>
            {
                app.Use((context, next) =>
                {
                    _peerPort = context.Connection.RemotePort;
                    return next(context);
                });
                map?.Invoke(app);
            },
            add,
            settings);

    private async Task<Activity> ExpectAsync(
        ServiceUnderTest service, string name, ActivityStatusCode status, Dictionary<string, object?> attributes)
    {
        await Eventually.HoldsAsync(() => service.Spans.Servers.Count > 0, "a server span");
        var span = Assert.Single(service.Spans.Servers);
        attributes.TryAdd("url.scheme", "http");
        attributes.TryAdd("server.address", "127.0.0.1");
        attributes.TryAdd("server.port", service.Client.BaseAddress!.Port);
        attributes.TryAdd("client.address", "127.0.0.1");
        attributes.TryAdd("network.peer.address", "127.0.0.1");
        attributes.TryAdd("network.peer.port", _peerPort);
        attributes.TryAdd("network.protocol.version", "1.1");
        Assert.Equal(attributes.OrderBy(tag => tag.Key), span.TagObjects.OrderBy(tag => tag.Key));
        Assert.Equal((name, status), (span.DisplayName, span.Status));
        return span;
    }
}
