using System.Diagnostics.Metrics;
using System.Net;
using Grocery.Platform.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace Grocery.Platform.Resilience.Tests.Outgoing;

public sealed class HedgingTests
{
    private static readonly (string Key, string Value)[] AfterASecond =
        [("Defaults:HedgingEnabled", "true"), ("Defaults:HedgingDelay", "00:00:01"), ("Defaults:MaxRetries", "0")];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_second_request_is_sent_after_the_delay_and_the_first_answer_counts()
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Hang, Reply.Ok);
        using var host = new ResilientHost(null, AfterASecond);
        using var request = Some.Request("GET", new Uri(server.Address, "/slow"));
        request.Headers.Add("X-Team", "fruit");

        var call = host.Client().SendAsync(request, Token);
        await server.ReceivesAsync(1);
        var delay = await host.Time.AdvanceToTimerAsync(TimeSpan.FromSeconds(5));
        using var response = await call;

        Assert.Equal(TimeSpan.FromSeconds(1), delay);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(2, server.Received.Count);
        Assert.All(server.Received, received => Assert.Equal("fruit", received.Headers["X-Team"]));
        Assert.All(server.Received, received => Assert.Equal("/slow", received.Path));
    }

    [Fact]
    public async Task The_one_that_lost_is_cancelled()
    {
        var cancelled = new TaskCompletionSource();
        await using var server = await ScriptedServer.StartAsync(
            async context =>
            {
                using var registration = context.RequestAborted.Register(cancelled.SetResult);
                await Reply.Hang(context);
            },
            Reply.Ok);
        using var host = new ResilientHost(null, AfterASecond);

        var call = host.Client().GetAsync(server.Address, Token);
        await server.ReceivesAsync(1);
        await host.Time.AdvanceToTimerAsync(TimeSpan.FromSeconds(5));
        (await call).Dispose();

        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, Token);
    }

    [Fact]
    public async Task An_answer_within_the_delay_sends_no_second_request()
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Ok);
        using var host = new ResilientHost(null, AfterASecond);

        (await host.Client().GetAsync(server.Address, Token)).Dispose();
        host.Time.Advance(TimeSpan.FromSeconds(5));

        Assert.Single(server.Received);
    }

    [Fact]
    public async Task A_second_request_that_fails_leaves_the_first_one_its_time()
    {
        var answer = new TaskCompletionSource();
        await using var server = await ScriptedServer.StartAsync(_ => answer.Task, Reply.Status(503));
        using var host = new ResilientHost(null, AfterASecond);

        var call = host.Client().GetAsync(server.Address, Token);
        await server.ReceivesAsync(1);
        await host.Time.AdvanceToTimerAsync(TimeSpan.FromSeconds(5));
        await server.ReceivesAsync(2);
        answer.SetResult();
        using var response = await call;

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task A_second_request_that_the_limit_refuses_leaves_the_first_one_its_time()
    {
        var answer = new TaskCompletionSource();
        await using var server = await ScriptedServer.StartAsync(_ => answer.Task);
        using var host = new ResilientHost(null, [.. AfterASecond, ("Defaults:ConcurrencyLimit", "1")]);

        var call = host.Client().GetAsync(server.Address, Token);
        await server.ReceivesAsync(1);
        await host.Time.AdvanceToTimerAsync(TimeSpan.FromSeconds(5));
        answer.SetResult();
        using var response = await call;

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Single(server.Received);
    }

    [Fact]
    public async Task A_failure_within_the_delay_is_not_answered_by_a_second_request_but_by_a_retry()
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Status(503), Reply.Ok);
        using var host = new ResilientHost(null, [.. AfterASecond, ("Defaults:MaxRetries", "1"), ("Defaults:RetryBaseDelay", "00:00:03")]);

        var call = host.Client().GetAsync(server.Address, Token);
        await server.ReceivesAsync(1);
        await Eventually.HoldsAsync(() => host.Time.NextDue is { } due && due > TimeSpan.FromSeconds(2), "the call waits to retry");
        Assert.Single(server.Received);
        using var response = await host.PassBackoffsAsync(call);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(2, server.Received.Count);
    }

    [Theory]
    [InlineData("PUT", false)]
    [InlineData("DELETE", false)]
    [InlineData("POST", false)]
    [InlineData("GET", true)]
    public async Task Only_a_request_that_reads_and_has_no_body_is_hedged(string method, bool hasBody)
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Hang);
        using var host = new ResilientHost(null, AfterASecond);
        using var request = Some.Request(method, server.Address, hasBody ? new StringContent("body") : null);

        var call = host.Client().SendAsync(request, Token);
        await server.ReceivesAsync(1);
        host.Time.Advance(TimeSpan.FromSeconds(10));
        await Assert.ThrowsAsync<Polly.Timeout.TimeoutRejectedException>(() => call);

        Assert.Single(server.Received);
    }

    [Fact]
    public async Task A_second_request_takes_from_the_retry_budget()
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Hang);
        using var host = new ResilientHost(
            null, [.. AfterASecond, ("Defaults:AttemptTimeout", "00:00:02"), ("RetryBudget:Minimum", "1"), ("RetryBudget:Ratio", "0")]);

        await CallAsync(host, server, requestsBefore: 0, requestsAfter: 2);
        await CallAsync(host, server, requestsBefore: 2, requestsAfter: 3);
    }

    [Fact]
    public async Task A_second_request_that_the_budget_refuses_is_not_asked_for_again()
    {
        var answer = new TaskCompletionSource();
        await using var server = await ScriptedServer.StartAsync(_ => answer.Task);
        using var host = new ResilientHost(null, [.. AfterASecond, ("RetryBudget:Minimum", "0"), ("RetryBudget:Ratio", "0")]);
        using var measured = new ResilienceMeasurements(host.Services.GetRequiredService<IMeterFactory>());

        var call = host.Client().GetAsync(server.Address, Token);
        await server.ReceivesAsync(1);
        await host.Time.AdvanceToTimerAsync(TimeSpan.FromSeconds(1));
        await Eventually.HoldsAsync(() => measured.Names.Any(name => name.StartsWith("retries.withheld", StringComparison.Ordinal)), "the budget refuses");
        host.Time.Advance(TimeSpan.FromSeconds(5));
        answer.SetResult();
        (await call).Dispose();

        Assert.Single(measured.Names, name => name.StartsWith("retries.withheld", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_delay_the_time_of_95_of_100_answers_is_waited()
    {
        // Half of them are quick and half take two seconds: so does the 95th percentile.
        using var host = new ResilientHost(
            null, ("Defaults:HedgingEnabled", "true"), ("Defaults:MaxRetries", "0"), ("Defaults:BreakerEnabled", "false"));
        var answers = 0;
        await using var server = await ScriptedServer.StartAsync(context =>
        {
            var answer = Interlocked.Increment(ref answers);
            if (answer > 100)
                return Reply.Hang(context);
            if (answer % 2 == 0)
                host.Time.AdvanceWithoutTimers(TimeSpan.FromSeconds(2));
            return Reply.Ok(context);
        });
        using var client = host.Client();
        for (var call = 0; call < 100; call++)
            (await client.GetAsync(server.Address, Token)).Dispose();

        var hedged = client.GetAsync(server.Address, Token);
        await server.ReceivesAsync(101);
        var delay = await host.Time.AdvanceToTimerAsync(TimeSpan.FromSeconds(5));
        await server.ReceivesAsync(102);

        Assert.InRange(delay, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2.3));
        host.Time.Advance(TimeSpan.FromSeconds(20));
        await Assert.ThrowsAsync<Polly.Timeout.TimeoutRejectedException>(() => hedged);
    }

    private static async Task CallAsync(ResilientHost host, ScriptedServer server, int requestsBefore, int requestsAfter)
    {
        var call = host.Client().GetAsync(server.Address, Token);
        await server.ReceivesAsync(requestsBefore + 1);
        await host.Time.AdvanceToTimerAsync(TimeSpan.FromSeconds(1));
        await server.ReceivesAsync(requestsAfter);
        while (!call.IsCompleted)
        {
            await Eventually.HoldsAsync(() => call.IsCompleted || host.Time.NextDue <= TimeSpan.FromSeconds(2), "the call ends or times out");
            host.Time.Advance(TimeSpan.FromSeconds(0.5));
        }

        await Assert.ThrowsAsync<Polly.Timeout.TimeoutRejectedException>(() => call);
        Assert.Equal(requestsAfter, server.Received.Count);
    }
}
