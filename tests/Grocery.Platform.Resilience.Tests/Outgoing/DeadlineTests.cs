using System.Net;
using Grocery.Platform.TestSupport;
using Microsoft.Extensions.DependencyInjection;
using Polly.Timeout;

namespace Grocery.Platform.Resilience.Tests.Outgoing;

public sealed class DeadlineTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_attempt_that_hangs_is_cut_off_and_retried()
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Hang, Reply.Ok);
        using var host = new ResilientHost();

        var call = host.Client().GetAsync(server.Address, Token);
        await server.ReceivesAsync(1);
        var attempt = await host.Time.AdvanceToTimerAsync(TimeSpan.FromSeconds(20));
        using var response = await host.PassBackoffsAsync(call);

        Assert.Equal(TimeSpan.FromSeconds(10), attempt);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(2, server.Received.Count);
    }

    [Fact]
    public async Task The_deadline_ends_all_attempts_together()
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Hang);
        using var host = new ResilientHost(null, ("Defaults:Deadline", "00:00:15"));
        var start = host.Time.GetUtcNow();

        var call = host.Client().GetAsync(server.Address, Token);
        await server.ReceivesAsync(1);
        await host.Time.AdvanceToTimerAsync(TimeSpan.FromSeconds(10));
        await host.Time.AdvanceToTimerAsync(TimeSpan.FromSeconds(1));
        await server.ReceivesAsync(2);
        await host.Time.AdvanceToTimerAsync(TimeSpan.FromSeconds(5));
        var failure = await Assert.ThrowsAsync<TimeoutRejectedException>(() => call);

        Assert.Equal(TimeSpan.FromSeconds(15), failure.Timeout);
        Assert.Equal(TimeSpan.FromSeconds(15), host.Time.GetUtcNow() - start);
        Assert.Equal(2, server.Received.Count);
    }

    [Fact]
    public async Task The_last_attempt_that_times_out_throws_its_own_timeout()
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Hang);
        using var host = new ResilientHost(null, ("Defaults:MaxRetries", "0"));

        var call = host.Client().GetAsync(server.Address, Token);
        await server.ReceivesAsync(1);
        await host.Time.AdvanceToTimerAsync(TimeSpan.FromSeconds(10));
        var failure = await Assert.ThrowsAsync<TimeoutRejectedException>(() => call);

        Assert.Equal(TimeSpan.FromSeconds(10), failure.Timeout);
    }

    [Fact]
    public async Task A_caller_who_cancels_gets_a_cancellation_with_its_own_token()
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Hang);
        using var host = new ResilientHost();
        using var caller = new CancellationTokenSource();

        var call = host.Client().GetAsync(server.Address, caller.Token);
        await server.ReceivesAsync(1);
        await caller.CancelAsync();
        var failure = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);

        Assert.Equal(caller.Token, failure.CancellationToken);
        Assert.Single(server.Received);
    }

    [Fact]
    public async Task A_caller_who_cancels_while_the_call_waits_to_retry_is_not_kept()
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Status(503));
        using var host = new ResilientHost();
        using var caller = new CancellationTokenSource();

        var call = host.Client().GetAsync(server.Address, caller.Token);
        await Eventually.HoldsAsync(() => host.Time.NextDue < TimeSpan.FromSeconds(5), "the call waits to retry");
        await caller.CancelAsync();
        var failure = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);

        Assert.Equal(caller.Token, failure.CancellationToken);
        Assert.Single(server.Received);
    }

    [Fact]
    public async Task A_body_that_stalls_after_the_headers_ends_too()
    {
        await using var server = await ScriptedServer.StartAsync(Reply.StallBody);
        using var host = new ResilientHost(null, ("Defaults:Deadline", "00:00:00.100"), ("Defaults:AttemptTimeout", "00:00:00.100"));

        var failure = await Assert.ThrowsAsync<TaskCanceledException>(() => host.Client().GetStringAsync(server.Address, Token));

        Assert.IsType<TimeoutException>(failure.InnerException);
    }

    [Fact]
    public void The_time_out_of_the_client_does_not_cut_a_longer_deadline_short()
    {
        using var host = new ResilientHost(null, ("Clients:reports:Deadline", "00:05:00"));

        Assert.Equal(TimeSpan.FromSeconds(301), host.Client("reports").Timeout);
        Assert.Equal(TimeSpan.FromSeconds(31), host.Client().Timeout);
    }

    [Fact]
    public void The_time_out_that_a_team_has_set_stays()
    {
        using var host = new ResilientHost(services =>
            services.AddHttpClient("team", client => client.Timeout = TimeSpan.FromSeconds(100)));

        Assert.Equal(TimeSpan.FromSeconds(100), host.Client("team").Timeout);
    }
}
