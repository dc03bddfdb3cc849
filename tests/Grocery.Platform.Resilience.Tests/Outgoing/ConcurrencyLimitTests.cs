using System.Net;
using Grocery.Platform.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace Grocery.Platform.Resilience.Tests.Outgoing;

public sealed class ConcurrencyLimitTests
{
    private static readonly (string Key, string Value)[] TwoAtOnce = [("Defaults:ConcurrencyLimit", "2")];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_attempt_above_the_limit_fails_at_once_and_is_not_sent()
    {
        var answer = new TaskCompletionSource();
        await using var server = await ScriptedServer.StartAsync(_ => answer.Task);
        using var host = new ResilientHost(null, TwoAtOnce);
        using var client = host.Client("team");
        var first = client.GetAsync(server.Address, Token);
        var second = client.GetAsync(server.Address, Token);
        await server.ReceivesAsync(2);

        var failure = await Assert.ThrowsAsync<ConcurrencyLimitRejectedException>(() => client.GetAsync(server.Address, Token));
        answer.SetResult();
        (await first).Dispose();
        (await second).Dispose();
        using var after = await client.GetAsync(server.Address, Token);

        Assert.Contains("ConcurrencyLimit of team", failure.Message, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
        Assert.Equal(3, server.Received.Count);
    }

    [Fact]
    public async Task A_handler_that_gives_no_answer_makes_room_too()
    {
        var stub = new Some.StubHandler(_ => null!);
        using var host = new ResilientHost(
            services => services.AddHttpClient("team").ConfigurePrimaryHttpMessageHandler(() => stub), TwoAtOnce);
        using var client = host.Client("team");

        for (var call = 0; call < 5; call++)
            Assert.IsNotType<ConcurrencyLimitRejectedException>(await Record.ExceptionAsync(() => client.GetAsync(new Uri("http://stub/"), Token)));
    }

    [Fact]
    public async Task Each_destination_has_its_own()
    {
        await using var hanging = await ScriptedServer.StartAsync(Reply.Hang);
        await using var other = await ScriptedServer.StartAsync(Reply.Ok);
        using var host = new ResilientHost(null, TwoAtOnce);
        using var client = host.Client();
        using var caller = new CancellationTokenSource();
        var calls = Enumerable.Range(0, 2).Select(_ => client.GetAsync(hanging.Address, caller.Token)).ToArray();
        await hanging.ReceivesAsync(2);

        using var response = await client.GetAsync(other.Address, Token);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        await caller.CancelAsync();
        foreach (var call in calls)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task What_failed_was_cancelled_or_timed_out_makes_room()
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Close, Reply.Hang, Reply.Hang, Reply.Ok);
        using var host = new ResilientHost(null, ("Defaults:ConcurrencyLimit", "1"), ("Defaults:MaxRetries", "0"));
        using var client = host.Client();
        using var caller = new CancellationTokenSource();

        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(server.Address, Token));
        var cancelled = client.GetAsync(server.Address, caller.Token);
        await server.ReceivesAsync(2);
        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        var late = client.GetAsync(server.Address, Token);
        await server.ReceivesAsync(3);
        await host.Time.AdvanceToTimerAsync(TimeSpan.FromSeconds(10));
        await Assert.ThrowsAsync<Polly.Timeout.TimeoutRejectedException>(() => late);

        using var response = await client.GetAsync(server.Address, Token);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }
}
