using System.Net;
using Grocery.Platform.TestSupport;
using Polly.CircuitBreaker;

namespace Grocery.Platform.Resilience.Tests.Outgoing;

public sealed class LiveReloadTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_client_that_is_kept_follows_its_own_section()
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Status(503));
        using var host = new ResilientHost();
        using var team = host.Client("team");
        using var other = host.Client("other");
        await CallAsync(host, team, server);
        Assert.Equal(4, server.Received.Count);

        host.Reload(("Clients:team:MaxRetries", "1"));
        await CallAsync(host, team, server);
        Assert.Equal(4 + 2, server.Received.Count);
        await CallAsync(host, other, server);
        Assert.Equal(4 + 2 + 4, server.Received.Count);
    }

    [Fact]
    public async Task A_breaker_that_is_open_stays_open_and_takes_the_new_options()
    {
        await using var server = await ScriptedServer.StartAsync([.. Enumerable.Repeat(Reply.Status(503), 4), Reply.Ok]);
        using var host = new ResilientHost(
            null, ("Defaults:BreakerMinimumThroughput", "4"), ("Defaults:BreakerFailureRatio", "0.5"), ("Defaults:MaxRetries", "0"));
        using var client = host.Client("team");
        for (var call = 0; call < 4; call++)
            (await client.GetAsync(server.Address, Token)).Dispose();

        host.Reload(("Clients:team:BreakDuration", "00:00:20"), ("Clients:team:MaxRetries", "2"), ("Clients:team:BreakerFailureRatio", "1"));

        await Assert.ThrowsAsync<BrokenCircuitException>(() => client.GetAsync(server.Address, Token));
        host.Time.Advance(TimeSpan.FromSeconds(5));
        using var response = await client.GetAsync(server.Address, Token);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task What_the_breaker_has_counted_is_kept()
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Status(503));
        using var host = new ResilientHost(
            null, ("Defaults:BreakerMinimumThroughput", "100"), ("Defaults:BreakerFailureRatio", "0.5"), ("Defaults:MaxRetries", "0"));
        using var client = host.Client("team");
        for (var call = 0; call < 3; call++)
            (await client.GetAsync(server.Address, Token)).Dispose();

        host.Reload(("Clients:team:BreakerMinimumThroughput", "4"));
        (await client.GetAsync(server.Address, Token)).Dispose();

        await Assert.ThrowsAsync<BrokenCircuitException>(() => client.GetAsync(server.Address, Token));
    }

    [Fact]
    public async Task A_client_is_switched_off_and_on()
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Status(503));
        using var host = new ResilientHost(null, ("Clients:team:Enabled", "false"));
        using var client = host.Client("team");
        await CallAsync(host, client, server);
        Assert.Single(server.Received);

        host.Reload(("Clients:team:Enabled", "true"));
        await CallAsync(host, client, server);
        Assert.Equal(1 + 4, server.Received.Count);
    }

    [Fact]
    public async Task A_reload_that_is_invalid_leaves_the_last_valid_options_and_is_logged()
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Status(503));
        using var host = new ResilientHost(null, ("Clients:team:MaxRetries", "1"));
        using var client = host.Client("team");
        await CallAsync(host, client, server);

        host.Reload(("Clients:team:MaxRetries", "many"));
        await CallAsync(host, client, server);

        Assert.Equal(2 + 2, server.Received.Count);
        Assert.Contains(host.Logs.Lines, line => line.Message.Contains("Platform:Resilience:Clients:team:MaxRetries is \"many\"", StringComparison.Ordinal));
    }

    private static async Task CallAsync(ResilientHost host, HttpClient client, ScriptedServer server)
    {
        using var response = await host.PassBackoffsAsync(client.GetAsync(server.Address, Token));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
    }
}
