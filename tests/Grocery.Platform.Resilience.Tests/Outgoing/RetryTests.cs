using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Grocery.Platform.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace Grocery.Platform.Resilience.Tests.Outgoing;

public sealed class RetryTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task A_transient_status_is_retried_until_it_passes(int status)
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Status(status), Reply.Status(status), Reply.Ok);
        using var host = new ResilientHost();

        using var response = await host.PassBackoffsAsync(host.Client().GetAsync(server.Address, Token));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(3, server.Received.Count);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(404)]
    [InlineData(409)]
    [InlineData(501)]
    [InlineData(505)]
    public async Task Another_status_is_an_answer(int status)
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Status(status), Reply.Ok);
        using var host = new ResilientHost();

        using var response = await host.PassBackoffsAsync(host.Client().GetAsync(server.Address, Token));

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Single(server.Received);
    }

    [Theory]
    [InlineData("3", 4)]
    [InlineData("1", 2)]
    [InlineData("0", 1)]
    public async Task The_last_failure_is_returned_when_the_retries_are_used_up(string retries, int attempts)
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Status(503));
        using var host = new ResilientHost(null, ("Defaults:MaxRetries", retries));

        using var response = await host.PassBackoffsAsync(host.Client().GetAsync(server.Address, Token));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(attempts, server.Received.Count);
    }

    [Theory]
    [InlineData("GET", null, 2)]
    [InlineData("HEAD", null, 2)]
    [InlineData("OPTIONS", null, 2)]
    [InlineData("TRACE", null, 2)]
    [InlineData("PUT", null, 2)]
    [InlineData("DELETE", null, 2)]
    [InlineData("POST", null, 1)]
    [InlineData("PATCH", null, 1)]
    [InlineData("POST", "key-1", 2)]
    [InlineData("PATCH", "key-1", 2)]
    public async Task Only_a_request_that_is_safe_to_repeat_is_retried(string method, string? key, int attempts)
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Status(503), Reply.Ok);
        using var host = new ResilientHost();
        using var request = Some.Request(method, server.Address, idempotencyKey: key);

        using var response = await host.PassBackoffsAsync(host.Client().SendAsync(request, Token));

        Assert.Equal(attempts, server.Received.Count);
        Assert.All(server.Received, received => Assert.Equal(method, received.Method));
    }

    [Theory]
    [InlineData("GET", 2)]
    [InlineData("POST", 1)]
    public async Task A_connection_that_breaks_after_the_request_proves_nothing(string method, int attempts)
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Close, Reply.Ok);
        using var host = new ResilientHost();
        using var request = Some.Request(method, server.Address);

        var failure = await Record.ExceptionAsync(() => host.PassBackoffsAsync(host.Client().SendAsync(request, Token)));

        Assert.Equal(attempts, server.Received.Count);
        Assert.Equal(attempts == 1, failure is HttpRequestException);
    }

    [Fact]
    public async Task A_post_whose_connection_was_refused_is_retried()
    {
        await using var server = ScriptedServer.Closed(Reply.Ok);
        using var host = new ResilientHost();

        var call = host.Client().PostAsync(server.Address, new StringContent("order"), Token);
        await Eventually.HoldsAsync(() => host.Time.NextDue < TimeSpan.FromSeconds(5), "the call waits to retry");
        await server.OpenAsync();
        using var response = await host.PassBackoffsAsync(call);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("order"u8.ToArray(), Assert.Single(server.Received).Body);
    }

    [Fact]
    public async Task A_post_whose_tls_handshake_failed_is_retried()
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Ok);
        var attempts = new Some.CountingHandler();
        using var host = new ResilientHost(services => services.AddHttpClient("team").AddHttpMessageHandler(() => attempts));
        var address = new UriBuilder(server.Address) { Scheme = "https" }.Uri;

        var failure = await Assert.ThrowsAsync<HttpRequestException>(() =>
            host.PassBackoffsAsync(host.Client("team").PostAsync(address, null, Token)));

        Assert.Equal(HttpRequestError.SecureConnectionError, failure.HttpRequestError);
        Assert.Equal(4, attempts.Count);
        Assert.Empty(server.Received);
    }

    [Fact]
    public async Task A_post_whose_name_was_not_found_is_retried()
    {
        var lookups = 0;
        using var primary = new SocketsHttpHandler();
        primary.ConnectCallback = (_, _) =>
        {
            lookups++;
            throw new SocketException((int)SocketError.HostNotFound);
        };
        using var host = new ResilientHost(services => services.AddHttpClient("team").ConfigurePrimaryHttpMessageHandler(() => primary));

        var failure = await Assert.ThrowsAsync<HttpRequestException>(() =>
            host.PassBackoffsAsync(host.Client("team").PostAsync(new Uri("http://products/"), null, Token)));

        Assert.Equal(HttpRequestError.NameResolutionError, failure.HttpRequestError);
        Assert.Equal(4, lookups);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task A_post_that_was_turned_away_until_later_is_retried(int status)
    {
        await using var server = await ScriptedServer.StartAsync(Reply.RetryAfter(status, "2"), Reply.Ok);
        using var host = new ResilientHost();

        using var response = await host.PassBackoffsAsync(host.Client().PostAsync(server.Address, new StringContent("order"), Token));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(["order"u8.ToArray(), "order"u8.ToArray()], server.Received.Select(received => received.Body));
    }

    [Fact]
    public async Task A_post_that_failed_otherwise_is_not_retried_because_the_answer_says_when_to_come_again()
    {
        await using var server = await ScriptedServer.StartAsync(Reply.RetryAfter(500, "2"), Reply.Ok);
        using var host = new ResilientHost();

        using var response = await host.PassBackoffsAsync(host.Client().PostAsync(server.Address, new StringContent("order"), Token));

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Single(server.Received);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_post_that_was_processed_and_then_sent_on_in_vain_is_not_sent_again(bool isRefused)
    {
        await using var next = isRefused ? ScriptedServer.Closed(Reply.Ok) : await ScriptedServer.StartAsync(Reply.RetryAfter(503, "1"));
        await using var server = await ScriptedServer.StartAsync(Reply.Redirect(next.Address.ToString()));
        using var host = new ResilientHost();

        await Record.ExceptionAsync(() => host.PassBackoffsAsync(host.Client().PostAsync(server.Address, new StringContent("order"), Token)));

        Assert.Single(server.Received);
    }

    [Fact]
    public async Task A_retry_after_a_redirect_has_the_headers_that_its_caller_set()
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Redirect("/elsewhere"), Reply.Status(503), Reply.Ok);
        using var host = new ResilientHost();
        using var request = Some.Request("GET", server.Address);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "token");

        (await host.PassBackoffsAsync(host.Client().SendAsync(request, Token))).Dispose();

        Assert.Equal(["Bearer token", "", "Bearer token"], server.Received.Select(received => $"{received.Headers.GetValueOrDefault("Authorization")}"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_request_whose_caller_has_gone_is_not_sent(bool isBuffered)
    {
        var attempts = new Some.CountingHandler();
        await using var server = await ScriptedServer.StartAsync(Reply.Ok);
        using var host = new ResilientHost(services => services.AddHttpClient("team").AddHttpMessageHandler(() => attempts));
        using var request = Some.Request("POST", server.Address, isBuffered ? new StreamContent(new Some.OneWayStream([1])) : null);
        using var invoker = new HttpMessageInvoker(host.Services.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler("team"));

        var failure = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => invoker.SendAsync(request, new CancellationToken(true)));

        Assert.True(failure.CancellationToken.IsCancellationRequested);
        Assert.Empty(server.Received);
    }

    [Fact]
    public async Task The_waits_grow_with_jitter_and_keep_under_the_cap()
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Status(503));
        using var host = new ResilientHost(
            null,
            ("Defaults:MaxRetries", "10"),
            ("Defaults:RetryBaseDelay", "00:00:00.010"),
            ("Defaults:RetryMaxDelay", "00:00:00.200"),
            ("RetryBudget:Enabled", "false"));
        List<TimeSpan> waits = [];

        for (var call = 1; call <= 5; call++)
            waits.AddRange(await WaitsOfAsync(host, server, 11 * (call - 1)));

        var previous = waits.Index().Select(item => item.Index % 10 == 0 ? TimeSpan.FromMilliseconds(10) : waits[item.Index - 1]);

        // Timers count whole milliseconds: what was drawn as 12.9 is seen as 12, and may be followed by 38.
        Assert.All(waits.Zip(previous), pair => Assert.InRange(
            pair.First, TimeSpan.FromMilliseconds(10), (pair.Second + TimeSpan.FromMilliseconds(1)) * 3));
        Assert.All(waits, wait => Assert.InRange(wait, TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(200)));
        Assert.True(waits.Max() > TimeSpan.FromMilliseconds(30), string.Join(' ', waits));
        Assert.True(waits.Distinct().Count() > 10, string.Join(' ', waits));
    }

    [Fact]
    public async Task A_wait_that_does_not_fit_into_the_deadline_is_not_begun()
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Status(503));
        using var host = new ResilientHost(
            null, ("Defaults:Deadline", "00:00:01"), ("Defaults:AttemptTimeout", "00:00:01"), ("Defaults:RetryBaseDelay", "00:00:02"));

        using var response = await host.Client().GetAsync(server.Address, Token);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Single(server.Received);
    }

    [Fact]
    public async Task A_discarded_response_is_disposed()
    {
        List<HttpResponseMessage> answers = [];
        var stub = new Some.StubHandler(_ =>
        {
            var status = answers.Count == 0 ? HttpStatusCode.BadGateway : HttpStatusCode.OK;
            answers.Add(new HttpResponseMessage(status) { Content = new StringContent("body") });
            return answers[^1];
        });
        using var host = new ResilientHost(services => services.AddHttpClient("team").ConfigurePrimaryHttpMessageHandler(() => stub));

        using var response = await host.PassBackoffsAsync(host.Client("team").GetAsync(new Uri("http://stub/"), Token));

        await Assert.ThrowsAsync<ObjectDisposedException>(() => answers[0].Content.ReadAsStringAsync(Token));
        Assert.Equal("body", await answers[1].Content.ReadAsStringAsync(Token));
    }

    [Fact]
    public async Task A_synchronous_call_is_retried_too()
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Status(503), Reply.Ok);
        using var host = new ResilientHost();
        using var request = Some.Request("GET", server.Address);

        using var response = await host.PassBackoffsAsync(Task.Run(() => host.Client().Send(request, Token), Token));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(2, server.Received.Count);
    }

    private static async Task<List<TimeSpan>> WaitsOfAsync(ResilientHost host, ScriptedServer server, int received)
    {
        List<TimeSpan> waits = [];
        var call = host.Client().GetAsync(server.Address, Token);
        for (var retry = 1; retry <= 10; retry++)
        {
            await server.ReceivesAsync(received + retry);
            waits.Add(await host.Time.AdvanceToTimerAsync(TimeSpan.FromSeconds(5)));
        }

        (await call).Dispose();
        return waits;
    }
}
