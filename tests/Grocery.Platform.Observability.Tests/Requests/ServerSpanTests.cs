using System.Diagnostics;
using System.Net;
using Grocery.Platform.TestSupport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Grocery.Platform.Observability.Tests.Requests;

public sealed class ServerSpanTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_matched_route_names_the_span_and_completes_it()
    {
        await using var service = await ServiceUnderTest.StartAsync(app => app.MapGet("/products/{id}", (string id) => id));

        await service.Client.GetAsync(new Uri("/products/42?page=2", UriKind.Relative), Stop);

        var span = await TheOnlySpan(service);
        Assert.Equal("GET /products/{id}", span.DisplayName);
        Assert.Equal("/products/{id}", span.GetTagItem("http.route"));
        Assert.Equal("GET", span.GetTagItem("http.request.method"));
        Assert.Equal(200, span.GetTagItem("http.response.status_code"));
        Assert.Equal("1.1", span.GetTagItem("network.protocol.version"));
        Assert.Equal("/products/42", span.GetTagItem("url.path"));
        Assert.Equal("http", span.GetTagItem("url.scheme"));
        Assert.Equal("127.0.0.1", span.GetTagItem("server.address"));
        Assert.Null(span.GetTagItem("error.type"));
        Assert.Equal(ActivityStatusCode.Unset, span.Status);
    }

    [Fact]
    public async Task A_path_without_a_route_is_named_by_its_method_and_is_no_error()
    {
        await using var service = await ServiceUnderTest.StartAsync();

        await service.Client.PostAsync(new Uri("/nowhere", UriKind.Relative), null, Stop);

        var span = await TheOnlySpan(service);
        Assert.Equal("POST", span.DisplayName);
        Assert.Null(span.GetTagItem("http.route"));
        Assert.Equal(404, span.GetTagItem("http.response.status_code"));
        Assert.Equal(ActivityStatusCode.Unset, span.Status);
    }

    [Fact]
    public async Task A_server_error_without_an_exception_has_its_status_as_error_type()
    {
        await using var service = await ServiceUnderTest.StartAsync(app => app.MapGet("/busy", () => Results.StatusCode(503)));

        await service.Client.GetAsync(new Uri("/busy", UriKind.Relative), Stop);

        var span = await TheOnlySpan(service);
        Assert.Equal("503", span.GetTagItem("error.type"));
        Assert.Equal(ActivityStatusCode.Error, span.Status);
        Assert.Empty(span.Events);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_thrown_exception_is_on_the_span_with_and_without_an_exception_handler(bool hasHandler)
    {
        await using var service = await ServiceUnderTest.StartAsync(app =>
        {
            if (hasHandler)
                app.UseExceptionHandler(handler => handler.Run(context => context.Response.WriteAsync("sorry")));
            app.MapGet("/broken/{id}", string (string id) => throw new InvalidOperationException($"no {id}"));
        });

        var response = await service.Client.GetAsync(new Uri("/broken/1", UriKind.Relative), Stop);

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        var span = await TheOnlySpan(service);
        Assert.Equal("GET /broken/{id}", span.DisplayName);
        Assert.Equal("/broken/{id}", span.GetTagItem("http.route"));
        Assert.Equal(500, span.GetTagItem("http.response.status_code"));
        Assert.Equal("System.InvalidOperationException", span.GetTagItem("error.type"));
        Assert.Equal(ActivityStatusCode.Error, span.Status);
        var error = Assert.Single(span.Events);
        Assert.Equal("exception", error.Name);
        Assert.Contains(error.Tags, tag => tag is { Key: "exception.message", Value: "no 1" });
    }

    [Fact]
    public async Task A_bad_request_that_is_thrown_is_an_answer_and_no_error()
    {
        await using var service = await ServiceUnderTest.StartAsync(app =>
            app.MapGet("/strict", string () => throw new BadHttpRequestException("no", 413)));

        var response = await service.Client.GetAsync(new Uri("/strict", UriKind.Relative), Stop);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        var span = await TheOnlySpan(service);
        Assert.Equal(413, span.GetTagItem("http.response.status_code"));
        Assert.Equal(ActivityStatusCode.Unset, span.Status);
    }

    [Fact]
    public async Task An_exception_after_the_response_began_is_an_error_with_the_status_that_was_sent()
    {
        await using var service = await ServiceUnderTest.StartAsync(app => app.MapGet("/cut", async (HttpContext context) =>
        {
            await context.Response.WriteAsync("half");
            await context.Response.Body.FlushAsync();
            throw new InvalidDataException("gone");
        }));

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => service.Client.GetStringAsync(new Uri("/cut", UriKind.Relative), Stop));

        var span = await TheOnlySpan(service);
        Assert.Equal(200, span.GetTagItem("http.response.status_code"));
        Assert.Equal("System.IO.InvalidDataException", span.GetTagItem("error.type"));
        Assert.Equal(ActivityStatusCode.Error, span.Status);
    }

    [Fact]
    public async Task A_client_that_goes_away_is_no_error_of_the_service()
    {
        var entered = new TaskCompletionSource();
        await using var service = await ServiceUnderTest.StartAsync(app => app.MapGet("/slow", async (HttpContext context) =>
        {
            entered.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        }));
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Stop);

        var call = service.Client.GetAsync(new Uri("/slow", UriKind.Relative), cancel.Token);
        await entered.Task;
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        var span = await TheOnlySpan(service);
        Assert.Equal(499, span.GetTagItem("http.response.status_code"));
        Assert.Equal(ActivityStatusCode.Unset, span.Status);
    }

    [Fact]
    public async Task A_method_that_nobody_knows_does_not_become_a_name()
    {
        await using var service = await ServiceUnderTest.StartAsync();

        await service.Client.SendAsync(new HttpRequestMessage(new HttpMethod("BREW"), "/pot"), Stop);

        var span = await TheOnlySpan(service);
        Assert.Equal("HTTP", span.DisplayName);
        Assert.Equal("_OTHER", span.GetTagItem("http.request.method"));
    }

    [Fact]
    public async Task A_secret_in_an_exception_is_redacted_on_the_span()
    {
        await using var service = await ServiceUnderTest.StartAsync(
            app => app.MapGet("/", string () => throw new InvalidOperationException("Password=hunter2!")),
            builder => builder.Services.AddSecretValues().Add("hunter2!"));

        await service.Client.GetAsync(new Uri("/", UriKind.Relative), Stop);

        var span = await TheOnlySpan(service);
        var error = Assert.Single(span.Events);
        Assert.DoesNotContain("hunter2!", string.Join(' ', error.Tags.Select(tag => tag.Value)), StringComparison.Ordinal);
        Assert.Contains(error.Tags, tag => tag is { Key: "exception.message", Value: "Password=***" });
    }

    private static async Task<Activity> TheOnlySpan(ServiceUnderTest service)
    {
        await Eventually.HoldsAsync(() => service.Spans.Servers.Count > 0, "a server span");
        return Assert.Single(service.Spans.Servers);
    }
}
