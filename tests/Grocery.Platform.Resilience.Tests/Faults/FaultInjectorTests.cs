using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using Grocery.Platform.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace Grocery.Platform.Resilience.Tests.Faults;

public sealed class FaultInjectorTests
{
    private static readonly (string, string?) NoRetries = ("Defaults:MaxRetries", "0");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_status_stands_in_the_place_of_the_answer_and_says_that_it_is_injected()
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Ok);
        await using var service = await FaultyService.StartAsync(NoRetries, ("Faults:Rules:down:Client", "stock"), ("Faults:Rules:down:Status", "503"));

        using var hit = await service.Client("stock").GetAsync(server.Address, Token);
        using var other = await service.Client("prices").GetAsync(server.Address, Token);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK), (hit.StatusCode, other.StatusCode));
        Assert.Equal(["down"], hit.Headers.GetValues("X-Fault-Injected"));
        Assert.Equal(server.Address, hit.RequestMessage?.RequestUri);
        Assert.Single(server.Received);
    }

    [Fact]
    public async Task A_retry_follows_an_injected_failure_and_rolls_again()
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Ok);
        await using var service = await FaultyService.StartAsync(
            ("Faults:Rules:down:Client", "stock"), ("Faults:Rules:down:Status", "503"), ("Faults:Rules:down:Share", "0.5"));
        service.Load(0.49, 0.5);

        var call = service.Client("stock").GetAsync(server.Address, Token);
        await service.Time.AdvanceToTimerAsync(TimeSpan.FromSeconds(5));
        using var answer = await call;

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Single(server.Received);
        Assert.Equal(1, (await service.RulesAsync())["down"].GetProperty("hits").GetInt64());
    }

    [Theory]
    [InlineData("ConnectionLost", HttpRequestError.ResponseEnded)]
    [InlineData("ConnectionRefused", HttpRequestError.ConnectionError)]
    public async Task A_failed_connection_is_the_exception_that_a_real_one_is(string error, HttpRequestError expected)
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Ok);
        await using var service = await FaultyService.StartAsync(NoRetries, ("Faults:Rules:cut:Client", "*"), ("Faults:Rules:cut:Error", error));

        var exception = await Assert.ThrowsAsync<HttpRequestException>(() => service.Client("stock").GetAsync(server.Address, Token));

        Assert.Equal(expected, exception.HttpRequestError);
        Assert.Contains("cut", exception.Message, StringComparison.Ordinal);
        Assert.Empty(server.Received);
    }

    [Fact]
    public async Task A_time_out_is_one_that_nobody_asked_for()
    {
        await using var service = await FaultyService.StartAsync(NoRetries, ("Faults:Rules:slow:Client", "*"), ("Faults:Rules:slow:Error", "Timeout"));

        var exception = await Assert.ThrowsAsync<TaskCanceledException>(() => service.Client("stock").GetAsync(new Uri("http://stock/"), Token));

        Assert.IsType<TimeoutException>(exception.InnerException);
        Assert.False(exception.CancellationToken.IsCancellationRequested);
    }

    [Fact]
    public async Task A_latency_comes_before_the_attempt_and_ends_with_its_caller()
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Ok);
        await using var service = await FaultyService.StartAsync(("Faults:Rules:slow:Client", "stock"), ("Faults:Rules:slow:Latency", "00:00:02"));
        using var leaving = new CancellationTokenSource();

        var call = service.Client("stock").GetAsync(server.Address, Token);
        await service.Time.AdvanceToTimerAsync(TimeSpan.FromSeconds(2));
        using var answer = await call;
        var left = service.Client("stock").GetAsync(server.Address, leaving.Token);
        await leaving.CancelAsync();

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        Assert.Single(server.Received);
    }

    [Fact]
    public async Task A_synchronous_call_is_hit_like_any_other()
    {
        await using var service = await FaultyService.StartAsync(
            NoRetries,
            ("Faults:Rules:slow:Client", "stock"),
            ("Faults:Rules:slow:Latency", "00:00:02"),
            ("Faults:Rules:slow:Status", "418"));
        using var request = new HttpRequestMessage(HttpMethod.Get, "http://stock/");

        var call = Task.Run(() => service.Client("stock").Send(request, Token), Token);
        await service.Time.AdvanceToTimerAsync(TimeSpan.FromSeconds(2));
        using var answer = await call;

        Assert.Equal((418, request), ((int)answer.StatusCode, answer.RequestMessage));
    }

    [Theory]
    [InlineData("stock", null, true)]
    [InlineData("sto*", null, true)]
    [InlineData("*", "*", true)]
    [InlineData("Stock", null, false)]
    [InlineData("stoc", null, false)]
    [InlineData("stock", "/items/7", true)]
    [InlineData("stock", "/ITEMS/*", true)]
    [InlineData("stock", "/items", false)]
    [InlineData("stock", "/orders/*", false)]
    [InlineData(null, null, false)]
    public async Task A_rule_hits_the_calls_of_its_client_to_its_route(string? client, string? route, bool isHit)
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Ok);
        await using var service = await FaultyService.StartAsync(
            NoRetries, ("Faults:Rules:teapot:Client", client), ("Faults:Rules:teapot:Route", route), ("Faults:Rules:teapot:Status", "418"));

        using var answer = await service.Client("stock").GetAsync(new Uri(server.Address, "/items/7?page=1"), Token);

        Assert.Equal(isHit ? 418 : 200, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Rules_that_match_follow_each_other_by_name_until_one_ends_the_attempt()
    {
        await using var service = await FaultyService.StartAsync(
            NoRetries,
            ("Faults:Rules:a:Client", "stock"),
            ("Faults:Rules:a:Latency", "00:00:01"),
            ("Faults:Rules:b:Client", "stock"),
            ("Faults:Rules:b:Latency", "00:00:02"),
            ("Faults:Rules:b:Status", "418"),
            ("Faults:Rules:c:Client", "stock"),
            ("Faults:Rules:c:Status", "503"));

        var call = service.Client("stock").GetAsync(new Uri("http://stock/"), Token);
        var first = await service.Time.AdvanceToTimerAsync(TimeSpan.FromSeconds(1));
        var second = await service.Time.AdvanceToTimerAsync(TimeSpan.FromSeconds(2));
        using var answer = await call;

        Assert.Equal((1, 2, 418), (first.TotalSeconds, second.TotalSeconds, (int)answer.StatusCode));
        var hits = (await service.RulesAsync()).ToDictionary(rule => rule.Key, rule => rule.Value.GetProperty("hits").GetInt64());
        Assert.Equal((1, 1, 0), (hits["a"], hits["b"], hits["c"]));
    }

    [Fact]
    public async Task What_is_injected_is_counted_by_rule_and_kind_and_marked_in_the_span()
    {
        await using var service = await FaultyService.StartAsync(
            NoRetries, ("Faults:Rules:slow:Client", "stock"), ("Faults:Rules:slow:Latency", "00:00:01"), ("Faults:Rules:slow:Status", "503"));
        using var counted = new FaultMeasurements(service.Services.GetRequiredService<IMeterFactory>());
        using var span = new Activity("request").Start();

        var call = service.Client("stock").GetAsync(new Uri("http://stock/"), Token);
        await service.Time.AdvanceToTimerAsync(TimeSpan.FromSeconds(1));
        (await call).Dispose();

        Assert.Equal(["injected 1 slow latency", "injected 1 slow status"], counted.Counted);
        Assert.Equal(["active 1"], counted.Observe());
        var events = span.Events.Where(item => item.Name == "grocery.resilience.fault").Select(item => string.Join(' ', item.Tags.Select(tag => tag.Value)));
        Assert.Equal(["slow latency", "slow status"], events);
    }

    [Fact]
    public async Task Switched_off_no_rule_does_anything()
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Ok);
        await using var service = await FaultyService.StartAsync(
            ("Faults:Enabled", "false"), ("Faults:Rules:down:Client", "*"), ("Faults:Rules:down:Status", "418"));

        using var answer = await service.Client("stock").GetAsync(server.Address, Token);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }
}
