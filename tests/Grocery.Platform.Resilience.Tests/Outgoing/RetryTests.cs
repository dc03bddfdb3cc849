using System.Net;
using System.Net.Http.Headers;
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
