using System.Net;
using Grocery.Platform.TestSupport;

namespace Grocery.Platform.Resilience.Tests.Outgoing;

public sealed class RetryBudgetTests
{
    private static readonly (string Key, string Value)[] NoBreaker = [("Defaults:BreakerEnabled", "false")];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Only_so_many_requests_are_sent_again_as_the_minimum_and_the_ratio_allow()
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Status(503));
        using var host = new ResilientHost(null, [.. NoBreaker, ("RetryBudget:Minimum", "2"), ("RetryBudget:Ratio", "0.5")]);

        await CallAsync(host, server, 10);

        Assert.Equal(10 + 2 + 5, server.Received.Count);
    }

    [Fact]
    public async Task By_default_a_tenth_of_the_requests_and_ten_more_are_sent_again()
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Status(503));
        using var host = new ResilientHost(null, [.. NoBreaker, ("Defaults:RetryBaseDelay", "00:00:00.001"), ("Defaults:RetryMaxDelay", "00:00:00.001")]);

        await CallAsync(host, server, 100);

        Assert.Equal(100 + 10 + 10, server.Received.Count);
    }

    [Fact]
    public async Task The_clients_of_one_destination_share_its_budget_and_another_destination_has_its_own()
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Status(503));
        await using var other = await ScriptedServer.StartAsync(Reply.Status(503));
        using var host = new ResilientHost(null, [.. NoBreaker, ("RetryBudget:Minimum", "4"), ("RetryBudget:Ratio", "0")]);

        await CallAsync(host, server, 2, "one");
        await CallAsync(host, server, 2, "two");
        await CallAsync(host, other, 2, "two");

        Assert.Equal(4 + 4, server.Received.Count);
        Assert.Equal(2 + 4, other.Received.Count);
    }

    [Fact]
    public async Task What_was_spent_is_there_again_after_ten_seconds()
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Status(503));
        using var host = new ResilientHost(null, [.. NoBreaker, ("RetryBudget:Minimum", "1"), ("RetryBudget:Ratio", "0")]);

        await CallAsync(host, server, 2);
        host.Time.Advance(TimeSpan.FromSeconds(10));
        await CallAsync(host, server, 2);

        Assert.Equal(4 + 2, server.Received.Count);
    }

    [Fact]
    public async Task A_budget_that_is_off_bounds_nothing()
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Status(503));
        using var host = new ResilientHost(
            null, [.. NoBreaker, ("RetryBudget:Enabled", "false"), ("RetryBudget:Minimum", "0"), ("RetryBudget:Ratio", "0")]);

        await CallAsync(host, server, 5);

        Assert.Equal(5 * 4, server.Received.Count);
    }

    [Fact]
    public async Task Many_calls_at_once_do_not_overspend()
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Status(503));
        using var host = new ResilientHost(
            null,
            [.. NoBreaker, ("RetryBudget:Minimum", "7"), ("RetryBudget:Ratio", "0"), ("Defaults:RetryBaseDelay", "00:00:00.001"), ("Defaults:RetryMaxDelay", "00:00:00.001")]);
        using var client = host.Client();

        var calls = Task.WhenAll(Enumerable.Range(0, 200).Select(_ => client.GetAsync(server.Address, Token)));
        foreach (var response in await host.PassBackoffsAsync(calls))
            response.Dispose();

        Assert.InRange(server.Received.Count, 201, 207);
    }

    private static async Task CallAsync(ResilientHost host, ScriptedServer server, int count, string client = "")
    {
        for (var call = 0; call < count; call++)
        {
            using var response = await host.PassBackoffsAsync(host.Client(client).GetAsync(server.Address, Token));
            Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        }
    }
}
