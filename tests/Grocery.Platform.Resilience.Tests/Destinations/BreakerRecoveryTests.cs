using System.Net;
using Grocery.Platform.TestSupport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Polly.CircuitBreaker;

namespace Grocery.Platform.Resilience.Tests.Destinations;

public sealed class BreakerRecoveryTests
{
    private static readonly (string Key, string Value)[] Sensitive =
        [("Defaults:BreakerMinimumThroughput", "4"), ("Defaults:BreakerFailureRatio", "0.5"), ("Defaults:MaxRetries", "0")];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_closes_again_when_the_destination_has_recovered_and_logs_each_change_once()
    {
        var failures = Enumerable.Repeat(Reply.Status(503), 4);
        await using var server = await ScriptedServer.StartAsync([.. failures, Reply.Ok]);
        using var host = new ResilientHost(null, Sensitive);
        using var client = host.Client("orders");
        await OpenBreakerAsync(client, server);
        await Assert.ThrowsAsync<BrokenCircuitException>(() => client.GetAsync(server.Address, Token));

        host.Time.Advance(TimeSpan.FromSeconds(5));
        using var first = await client.GetAsync(server.Address, Token);
        using var second = await client.GetAsync(server.Address, Token);

        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        var lines = host.Logs.Lines.Where(line => line.Category == "Grocery.Platform.Resilience" && line.Level > LogLevel.Debug).ToList();
        Assert.Equal([(3001, LogLevel.Warning), (3002, LogLevel.Information)], lines.Select(line => (line.EventId, line.Level)));
        Assert.All(lines, line => Assert.Contains("orders", line.Message, StringComparison.Ordinal));
        Assert.All(lines, line => Assert.Contains(server.Address.ToString().TrimEnd('/'), line.Message, StringComparison.Ordinal));
        Assert.Contains("503", lines[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_stays_open_when_the_factory_renews_its_handlers()
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Status(503));
        var renewals = 0;
        using var host = new ResilientHost(
            services => services.AddHttpClient("team").SetHandlerLifetime(TimeSpan.FromSeconds(1)).ConfigurePrimaryHttpMessageHandler(() =>
            {
                Interlocked.Increment(ref renewals);
                return new SocketsHttpHandler();
            }),
            Sensitive);
        await OpenBreakerAsync(host.Client("team"), server);
        await Eventually.HoldsAsync(
            () => host.Client("team") is not null && Volatile.Read(ref renewals) > 1, "the factory renews the handler");

        await Assert.ThrowsAsync<BrokenCircuitException>(() => host.Client("team").GetAsync(server.Address, Token));

        Assert.Equal(4, server.Received.Count);
    }

    [Fact]
    public async Task From_the_third_time_on_it_stays_open_twice_as_long_up_to_the_bound()
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Status(503));
        using var host = new ResilientHost(null, [.. Sensitive, ("Defaults:MaxBreakDuration", "00:00:15")]);
        using var client = host.Client();
        await OpenBreakerAsync(client, server);

        foreach (var seconds in (int[])[5, 5, 10, 15, 15])
        {
            host.Time.Advance(TimeSpan.FromSeconds(seconds - 0.1));
            await Assert.ThrowsAsync<BrokenCircuitException>(() => client.GetAsync(server.Address, Token));
            host.Time.Advance(TimeSpan.FromSeconds(0.1));
            (await client.GetAsync(server.Address, Token)).Dispose();
        }

        Assert.Equal(4 + 5, server.Received.Count);
    }

    [Fact]
    public async Task After_a_window_without_an_opening_the_break_is_short_again()
    {
        var failures = Enumerable.Repeat(Reply.Status(503), 4).ToArray();
        await using var server = await ScriptedServer.StartAsync([.. failures, Reply.Ok, .. failures, Reply.Ok, .. failures, Reply.Ok, .. failures, Reply.Ok]);
        using var host = new ResilientHost(null, Sensitive);
        using var client = host.Client();

        foreach (var seconds in (int[])[5, 5, 10])
        {
            await OpenBreakerAsync(client, server);
            host.Time.Advance(TimeSpan.FromSeconds(seconds - 0.1));
            await Assert.ThrowsAsync<BrokenCircuitException>(() => client.GetAsync(server.Address, Token));
            host.Time.Advance(TimeSpan.FromSeconds(0.1));
            (await client.GetAsync(server.Address, Token)).Dispose();
        }

        host.Time.Advance(TimeSpan.FromSeconds(31));
        await OpenBreakerAsync(client, server);
        host.Time.Advance(TimeSpan.FromSeconds(5));
        using var response = await client.GetAsync(server.Address, Token);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Only_one_attempt_tries_at_a_time_and_one_that_is_cancelled_lets_the_next_try()
    {
        await using var server = await ScriptedServer.StartAsync([.. Enumerable.Repeat(Reply.Status(503), 4), Reply.Hang, Reply.Ok]);
        using var host = new ResilientHost(null, Sensitive);
        using var client = host.Client();
        using var caller = new CancellationTokenSource();
        await OpenBreakerAsync(client, server);
        host.Time.Advance(TimeSpan.FromSeconds(5));

        var trying = client.GetAsync(server.Address, caller.Token);
        await server.ReceivesAsync(5);
        await Assert.ThrowsAsync<BrokenCircuitException>(() => client.GetAsync(server.Address, Token));
        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => trying);
        using var response = await client.GetAsync(server.Address, Token);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(6, server.Received.Count);
    }

    private static async Task OpenBreakerAsync(HttpClient client, ScriptedServer server)
    {
        for (var call = 0; call < 4; call++)
            (await client.GetAsync(server.Address, Token)).Dispose();
    }
}
