using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using Grocery.Platform.TestSupport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Grocery.Platform.Resilience.Tests;

public sealed class TelemetryTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Calls_attempts_retries_and_breaker_changes_are_measured_by_client_and_destination()
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Ok, Reply.Status(503), Reply.Close, Reply.Hang);
        using var host = new ResilientHost(
            null, ("Defaults:BreakerMinimumThroughput", "4"), ("Defaults:BreakerFailureRatio", "0.5"), ("Defaults:RetryMaxDelay", "00:00:01"));
        using var measured = Measure(host);
        using var client = host.Client("team");

        (await client.GetAsync(server.Address, Token)).Dispose();
        var failing = client.GetAsync(server.Address, Token);
        var first = await host.Time.AdvanceToTimerAsync(TimeSpan.FromSeconds(5));
        await server.ReceivesAsync(3);
        var second = await host.Time.AdvanceToTimerAsync(TimeSpan.FromSeconds(5));
        await server.ReceivesAsync(4);
        await host.Time.AdvanceToTimerAsync(TimeSpan.FromSeconds(10));
        await Assert.ThrowsAsync<TimeoutRejectedException>(() => failing);
        await Assert.ThrowsAsync<BrokenCircuitException>(() => client.GetAsync(server.Address, Token));

        var where = string.Create(CultureInfo.InvariantCulture, $"team 127.0.0.1 {server.Address.Port}");
        Assert.Equal(
            [
                $"attempt.duration {where} success",
                $"call.duration {where} success",
                $"attempt.duration {where} transient_status",
                $"retries {where} 503",
                $"attempt.duration {where} error",
                $"retries {where} System.Net.Http.HttpRequestException",
                $"breaker.transitions {where} open",
                $"attempt.duration {where} timeout",
                $"retries.withheld {where} breaker",
                $"call.duration {where} timeout",
                $"call.duration {where} rejected",
            ],
            measured.Names);
        Assert.Equal((first + second).TotalSeconds + 10, measured.Recorded[^2].Value, 3);
        Assert.Equal(10, measured.Recorded[^4].Value, 3);
    }

    [Fact]
    public async Task Gauges_tell_the_breaker_the_attempts_under_way_and_what_is_left_of_the_budget()
    {
        await using var failing = await ScriptedServer.StartAsync(Reply.Status(503), Reply.Status(503));
        await using var hanging = await ScriptedServer.StartAsync(Reply.Hang);
        using var host = new ResilientHost(
            null, ("Defaults:BreakerMinimumThroughput", "2"), ("Defaults:MaxRetries", "1"), ("RetryBudget:Minimum", "5"));
        await host.StartAsync();
        using var measured = Measure(host);
        using var caller = new CancellationTokenSource();

        (await host.PassBackoffsAsync(host.Client("team").GetAsync(failing.Address, Token))).Dispose();
        var call = host.Client("team").GetAsync(hanging.Address, caller.Token);
        await hanging.ReceivesAsync(1);
        var during = measured.Observe();
        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);

        var (broken, busy) = ($"127.0.0.1 {failing.Address.Port}", $"127.0.0.1 {hanging.Address.Port}");
        Assert.Equal(
            [
                $"breaker.state team {broken} open = 1",
                $"breaker.state team {busy} closed = 1",
                $"attempts.active team {broken} = 0",
                $"attempts.active team {busy} = 1",
                $"retry.budget.remaining {broken} = 4",
                $"retry.budget.remaining {busy} = 5",
            ],
            during.Order(StringComparer.Ordinal).OrderBy(line => line.StartsWith('r')).ThenBy(line => !line.StartsWith('b')).ThenBy(line => !line.Contains(broken, StringComparison.Ordinal)));
        Assert.Contains($"attempts.active team {busy} = 0", measured.Observe());
    }

    [Fact]
    public async Task A_retry_that_is_not_made_is_counted_with_the_reason()
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Status(503), Reply.Status(503), Reply.RetryAfter(503, "60"), Reply.Status(503));
        using var host = new ResilientHost(null, ("RetryBudget:Minimum", "0"), ("RetryBudget:Ratio", "0"));
        using var measured = Measure(host);
        using var client = host.Client("team");

        (await client.GetAsync(server.Address, Token)).Dispose();
        (await client.PostAsync(server.Address, null, Token)).Dispose();
        (await client.GetAsync(server.Address, Token)).Dispose();
        using var stream = new Some.OneWayStream([1, 2, 3]);
        using var content = new StreamContent(stream);
        (await client.PutAsync(server.Address, content, Token)).Dispose();

        var where = string.Create(CultureInfo.InvariantCulture, $"team 127.0.0.1 {server.Address.Port}");
        Assert.Equal(
            [$"retries.withheld {where} budget", $"retries.withheld {where} unsafe", $"retries.withheld {where} deadline", $"retries.withheld {where} body"],
            measured.Names.Where(name => name.StartsWith("retries", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_hedge_is_counted_by_whether_it_won_and_is_an_event()
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Hang, Reply.Ok);
        using var host = new ResilientHost(null, ("Clients:team:HedgingEnabled", "true"), ("Clients:team:HedgingDelay", "00:00:01"));
        using var measured = Measure(host);
        using var activity = new Activity("request").Start();

        var call = host.Client("team").GetAsync(server.Address, Token);
        await server.ReceivesAsync(1);
        await host.Time.AdvanceToTimerAsync(TimeSpan.FromSeconds(1));
        (await call).Dispose();

        var where = string.Create(CultureInfo.InvariantCulture, $"team 127.0.0.1 {server.Address.Port}");
        Assert.Contains($"hedges {where} True", measured.Names);
        Assert.Contains($"call.duration {where} success", measured.Names);
        var hedge = Assert.Single(activity.Events);
        Assert.Equal("grocery.resilience.hedge", hedge.Name);
        Assert.Contains(new KeyValuePair<string, object?>("grocery.resilience.hedge.delay", 1.0), hedge.Tags);
    }

    [Fact]
    public async Task The_span_around_the_call_tells_of_retries_the_breaker_and_what_was_refused()
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Status(503));
        using var host = new ResilientHost(null, ("Defaults:BreakerMinimumThroughput", "2"));
        using var activity = new Activity("request").Start();

        (await host.PassBackoffsAsync(host.Client().GetAsync(server.Address, Token))).Dispose();
        await Assert.ThrowsAsync<BrokenCircuitException>(() => host.Client().GetAsync(server.Address, Token));

        Assert.Equal(
            ["grocery.resilience.retry", "grocery.resilience.breaker", "grocery.resilience.refused"],
            activity.Events.Select(item => item.Name));
        var tags = activity.Events.SelectMany(item => item.Tags).Distinct().ToLookup(tag => tag.Key, tag => tag.Value);
        Assert.Equal([1], tags["http.request.resend_count"]);
        Assert.Equal(["127.0.0.1"], tags["server.address"]);
        Assert.Equal([server.Address.Port], tags["server.port"]);
        Assert.Equal(["(default)"], tags["grocery.resilience.client"]);
        Assert.Equal(["503"], tags["error.type"]);
        Assert.All(tags["grocery.resilience.retry.delay"], delay => Assert.InRange(Assert.IsType<double>(delay), 0.2, 5));
        Assert.Equal(["open"], tags["grocery.resilience.breaker.state"]);
        Assert.Equal(["rejected"], tags["grocery.resilience.reason"]);
    }

    [Fact]
    public async Task A_retry_is_no_more_than_a_debug_line()
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Status(503), Reply.Ok);
        using var host = new ResilientHost();

        (await host.PassBackoffsAsync(host.Client().GetAsync(server.Address, Token))).Dispose();

        var line = Assert.Single(host.Logs.Lines, line => line.Category == "Grocery.Platform.Resilience");
        Assert.Equal((LogLevel.Debug, 3003), (line.Level, line.EventId));
    }

    private static ResilienceMeasurements Measure(ResilientHost host) => new(host.Services.GetRequiredService<IMeterFactory>());
}
