using System.Net;
using Grocery.Platform.TestSupport;
using Microsoft.Extensions.DependencyInjection;
using Polly.CircuitBreaker;

namespace Grocery.Platform.Resilience.Tests.Destinations;

public sealed class BreakerTests
{
    private static readonly (string Key, string Value)[] Sensitive =
        [("Defaults:BreakerMinimumThroughput", "4"), ("Defaults:BreakerFailureRatio", "0.5"), ("Defaults:MaxRetries", "0")];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_open_breaker_fails_fast_and_reaches_nobody()
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Status(503));
        using var host = new ResilientHost(null, Sensitive);
        using var client = host.Client();
        await OpenBreakerAsync(client, server);

        await Assert.ThrowsAsync<BrokenCircuitException>(() => client.GetAsync(server.Address, Token));

        Assert.Equal(4, server.Received.Count);
    }

    [Fact]
    public async Task A_breaker_that_opens_ends_the_retries_with_the_answer_in_hand()
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Status(503));
        using var host = new ResilientHost(null, [.. Sensitive, ("Defaults:MaxRetries", "9"), ("Defaults:RetryMaxDelay", "00:00:01")]);

        using var response = await host.PassBackoffsAsync(host.Client().GetAsync(server.Address, Token));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(4, server.Received.Count);
        await Assert.ThrowsAsync<BrokenCircuitException>(() => host.Client().GetAsync(server.Address, Token));
    }

    [Fact]
    public async Task One_that_is_switched_off_while_it_is_open_lets_all_through_and_is_no_more_open()
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Status(503));
        using var host = new ResilientHost(null, Sensitive);
        using var client = host.Client();
        await OpenBreakerAsync(client, server);

        host.Reload(("Defaults:BreakerEnabled", "false"));
        (await client.GetAsync(server.Address, Token)).Dispose();
        host.Reload(("Defaults:BreakerEnabled", "true"));
        (await client.GetAsync(server.Address, Token)).Dispose();

        Assert.Equal(6, server.Received.Count);
    }

    [Fact]
    public async Task A_failure_ratio_that_is_not_reached_leaves_it_closed()
    {
        var ok = Enumerable.Repeat(Reply.Ok, 3);
        await using var server = await ScriptedServer.StartAsync([.. ok, Reply.Status(503), Reply.Status(503), Reply.Ok]);
        using var host = new ResilientHost(null, Sensitive);
        using var client = host.Client();

        for (var call = 0; call < 6; call++)
            (await client.GetAsync(server.Address, Token)).Dispose();

        Assert.Equal(6, server.Received.Count);
    }

    [Fact]
    public async Task A_destination_does_not_suffer_from_another()
    {
        await using var failing = await ScriptedServer.StartAsync(Reply.Status(503));
        await using var healthy = await ScriptedServer.StartAsync(Reply.Ok);
        using var host = new ResilientHost(null, Sensitive);
        using var client = host.Client();
        await OpenBreakerAsync(client, failing);

        using var response = await client.GetAsync(healthy.Address, Token);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        await Assert.ThrowsAsync<BrokenCircuitException>(() => client.GetAsync(failing.Address, Token));
    }

    [Fact]
    public async Task A_destination_that_hangs_opens_it_also_when_the_deadline_cuts_the_attempts()
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Hang);
        using var host = new ResilientHost(null, [.. Sensitive, ("Defaults:Deadline", "00:00:10"), ("Defaults:BreakerWindow", "00:01:00")]);
        using var client = host.Client();

        for (var call = 1; call <= 4; call++)
        {
            var hanging = client.GetAsync(server.Address, Token);
            await server.ReceivesAsync(call);
            host.Time.Advance(TimeSpan.FromSeconds(10));
            await Assert.ThrowsAsync<Polly.Timeout.TimeoutRejectedException>(() => hanging);
        }

        await Assert.ThrowsAsync<BrokenCircuitException>(() => client.GetAsync(server.Address, Token));
    }

    [Fact]
    public async Task Callers_who_cancel_do_not_open_it()
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Hang, Reply.Hang, Reply.Hang, Reply.Hang, Reply.Ok);
        using var host = new ResilientHost(null, Sensitive);
        using var client = host.Client();

        for (var call = 1; call <= 4; call++)
        {
            using var caller = new CancellationTokenSource();
            var hanging = client.GetAsync(server.Address, caller.Token);
            await server.ReceivesAsync(call);
            await caller.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hanging);
        }

        using var response = await client.GetAsync(server.Address, Token);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Answers_that_take_too_long_open_it()
    {
        ResilientHost? running = null;
        await using var server = await ScriptedServer.StartAsync(context =>
        {
            running!.Time.AdvanceWithoutTimers(TimeSpan.FromSeconds(5));
            return Reply.Ok(context);
        });
        using var host = running = new ResilientHost(
            null, ("Defaults:BreakerMinimumThroughput", "4"), ("Defaults:BreakerSlowCallRatio", "1"), ("Defaults:MaxRetries", "0"));
        using var client = host.Client();

        await OpenBreakerAsync(client, server);

        await Assert.ThrowsAsync<BrokenCircuitException>(() => client.GetAsync(server.Address, Token));
        Assert.Contains(host.Logs.Lines, line => line.EventId == 3001 && line.Message.Contains("4 of 4 attempts were slow", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_older_than_the_window_does_not_count()
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Status(503));
        using var host = new ResilientHost(null, Sensitive);
        using var client = host.Client();

        for (var call = 0; call < 10; call++)
        {
            (await client.GetAsync(server.Address, Token)).Dispose();
            host.Time.Advance(TimeSpan.FromSeconds(11));
        }

        Assert.Equal(10, server.Received.Count);
    }

    [Fact]
    public async Task One_that_is_switched_off_never_opens()
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Status(503));
        using var host = new ResilientHost(null, [.. Sensitive, ("Defaults:BreakerEnabled", "false")]);
        using var client = host.Client();

        await OpenBreakerAsync(client, server);
        await OpenBreakerAsync(client, server);

        Assert.Equal(8, server.Received.Count);
    }

    [Fact]
    public async Task Many_attempts_at_once_are_all_counted()
    {
        var stub = new Some.StubHandler(_ => new HttpResponseMessage(HttpStatusCode.ServiceUnavailable));
        using var host = new ResilientHost(
            services => services.AddHttpClient("team").ConfigurePrimaryHttpMessageHandler(() => stub),
            ("Defaults:BreakerMinimumThroughput", "4000"), ("Defaults:BreakerFailureRatio", "1"), ("Defaults:MaxRetries", "0"));
        using var client = host.Client("team");
        var address = new Uri("http://stub/");

        await Parallel.ForAsync(0, 3_999, Token, async (_, token) => (await client.GetAsync(address, token)).Dispose());
        (await client.GetAsync(address, Token)).Dispose();

        await Assert.ThrowsAsync<BrokenCircuitException>(() => client.GetAsync(address, Token));
    }

    private static async Task OpenBreakerAsync(HttpClient client, ScriptedServer server)
    {
        for (var call = 0; call < 4; call++)
            (await client.GetAsync(server.Address, Token)).Dispose();
    }
}
