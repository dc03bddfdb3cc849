using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;

namespace Grocery.Platform.Resilience.Tests.Faults;

public sealed class FaultsEndpointTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_rule_holds_for_its_time_and_who_set_it_is_on_record()
    {
        await using var service = await FaultyService.StartAsync();

        var (status, _) = await service.PutAsync("""{"rule":"down","route":"/orders","status":503,"share":0.5,"ttl":"00:05:00","by":"ann"}""");
        service.Load(0.4, 0.6);
        var hit = await OrdersAsync(service);
        var notHit = await OrdersAsync(service);
        var rule = (await service.RulesAsync())["down"];
        service.Time.Advance(TimeSpan.FromMinutes(5));
        var after = await OrdersAsync(service);

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK, HttpStatusCode.OK], [status, hit, notHit, after]);
        Assert.Equal(
            ("/orders", 503, 0.5, 1, "ann", "127.0.0.1"),
            (Text(rule, "route"), rule.GetProperty("status").GetInt32(), rule.GetProperty("share").GetDouble(), rule.GetProperty("hits").GetInt32(), Text(rule, "by"), Text(rule, "address")));
        Assert.Equal(TimeSpan.FromMinutes(5), rule.GetProperty("until").GetDateTimeOffset() - rule.GetProperty("since").GetDateTimeOffset());
        Assert.Empty(await service.RulesAsync());
        Assert.Equal(["Fault rule down: status 503 for a share of 0.5 of requests to /orders set for 00:05:00 by ann at 127.0.0.1"], service.Warnings(3200));
        Assert.Contains("ended after 1 hits", Assert.Single(service.Warnings(3202)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rule_of_the_same_name_takes_the_place_of_the_first_and_one_without_effect_ends_it()
    {
        await using var service = await FaultyService.StartAsync();

        await service.PutAsync("""{"rule":"down","status":503,"ttl":"00:01:00"}""");
        await service.PutAsync("""{"rule":"Down","status":418,"ttl":"00:10:00"}""");
        service.Time.Advance(TimeSpan.FromMinutes(2));
        var during = await OrdersAsync(service);
        var (_, answer) = await service.PutAsync("""{"rule":"down","by":"bob"}""");
        var after = await OrdersAsync(service);

        Assert.Equal((418, HttpStatusCode.OK), ((int)during, after));
        Assert.Empty(answer.GetProperty("rules").EnumerateObject());
        Assert.EndsWith("ended after 1 hits by bob at 127.0.0.1", Assert.Single(service.Warnings(3201)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rule_ends_after_ten_minutes_when_the_request_does_not_say()
    {
        await using var service = await FaultyService.StartAsync();
        await service.PutAsync("""{"rule":"cut","client":"stock","error":"connectionlost"}""");

        service.Time.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromTicks(1));
        var before = await service.RulesAsync();
        service.Time.Advance(TimeSpan.FromTicks(1));

        Assert.Equal("ConnectionLost", Text(before["cut"], "error"));
        Assert.Empty(await service.RulesAsync());
    }

    [Theory]
    [InlineData("""{"status":503}""", "rule must be 1 to 64 letters")]
    [InlineData("""{"rule":"a b","status":503}""", "rule must be 1 to 64 letters")]
    [InlineData("""{"rule":"a\n","status":503}""", "rule must be 1 to 64 letters")]
    [InlineData("""{"rule":"a","status":503.5}""", "status must be a whole number from 200 to 599.")]
    [InlineData("""{"rule":"a","status":99}""", "status must be a number from 200 to 599.")]
    [InlineData("""{"rule":"a","share":2,"status":503}""", "share must be a number from 0 to 1.")]
    [InlineData("""{"rule":"a","error":"Flood"}""", "error must be one of ConnectionLost, ConnectionRefused, Timeout.")]
    [InlineData("""{"rule":"a","error":"Timeout"}""", "error must be ConnectionLost for incoming requests. Set Client, or use Latency.")]
    [InlineData("""{"rule":"a","error":"ConnectionLost","status":503}""", "error must be nothing where Status is set.")]
    [InlineData("""{"rule":"a","route":"orders","status":503}""", "route must be a path that starts with /")]
    [InlineData("""{"rule":"a","client":"a*b","status":503}""", "client must be a client name")]
    [InlineData("""{"rule":"a","latency":"2","status":503}""", "latency must be a duration from 00:00:00.0010000 to 01:00:00")]
    [InlineData("""{"rule":"a","status":503,"ttl":"02:00:00"}""", "ttl must be a duration from 00:00:01 to 01:00:00")]
    [InlineData("""{"rule":"a","latancy":"00:00:01"}""", "unknown member")]
    public async Task What_cannot_be_understood_injects_nothing(string body, string reason)
    {
        await using var service = await FaultyService.StartAsync();

        var (status, answer) = await service.PutAsync(body);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(reason, Text(answer, "detail"), StringComparison.Ordinal);
        Assert.Empty(await service.RulesAsync());
    }

    [Fact]
    public async Task A_configured_rule_is_changed_in_the_configuration_only()
    {
        await using var service = await FaultyService.StartAsync(("Faults:Rules:down:Status", "503"));

        var (set, _) = await service.PutAsync("""{"rule":"DOWN","status":418}""");
        var (end, _) = await service.PutAsync("""{"rule":"down"}""");

        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.Conflict), (set, end));
        Assert.Equal(503, (await service.RulesAsync())["down"].GetProperty("status").GetInt32());
    }

    [Fact]
    public async Task There_is_a_bound_to_the_number_of_rules()
    {
        await using var service = await FaultyService.StartAsync();
        for (var i = 0; i < 100; i++)
            await service.PutAsync($$"""{"rule":"rule-{{i}}","client":"none","status":503}""");

        var (more, _) = await service.PutAsync("""{"rule":"more","client":"none","status":503}""");
        var (again, _) = await service.PutAsync("""{"rule":"rule-7","client":"none","status":418}""");

        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.OK), (more, again));
    }

    [Fact]
    public async Task In_production_a_rule_is_refused_unless_it_is_allowed()
    {
        await using var production = await FaultyService.StartAsync(("Platform:Service:Environment", "prod"));
        await using var allowed = await FaultyService.StartAsync(("Platform:Service:Environment", "prod"), ("Faults:AllowInProduction", "true"));

        var (refused, problem) = await production.PutAsync("""{"rule":"down","status":503}""");
        var (accepted, _) = await allowed.PutAsync("""{"rule":"down","status":503}""");

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.OK), (refused, accepted));
        Assert.Equal("Faults are not injected in the environment prod, unless Platform:Resilience:Faults:AllowInProduction is true.", Text(problem, "detail"));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable), (await OrdersAsync(production), await OrdersAsync(allowed)));
    }

    [Fact]
    public async Task The_port_of_the_service_has_no_such_endpoint()
    {
        await using var service = await FaultyService.StartAsync();

        using var answer = await service.Callers.GetAsync(new Uri("/resilience/faults", UriKind.Relative), Token);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Without_a_management_port_rules_are_neither_shown_nor_set()
    {
        await using var service = await FaultyService.StartAsync(("Platform:Management:Port", null));
        var path = new Uri("/resilience/faults", UriKind.Relative);

        using var shown = await service.Callers.GetAsync(path, Token);
        using var rule = new StringContent("""{"rule":"down","status":503}""");
        using var set = await service.Callers.PutAsync(path, rule, Token);

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.Forbidden), (shown.StatusCode, set.StatusCode));
        Assert.Equal(HttpStatusCode.OK, await OrdersAsync(service));
    }

    [Fact]
    public async Task Switched_off_the_path_is_the_services_own()
    {
        await using var service = await FaultyService.StartAsync((_, app) => app?.MapGet("/resilience/faults", () => "ours"), ("Faults:Enabled", "false"));

        Assert.Equal("ours", await service.Callers.GetStringAsync(new Uri("/resilience/faults", UriKind.Relative), Token));
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? "";

    private static async Task<HttpStatusCode> OrdersAsync(FaultyService service)
    {
        using var answer = await service.Callers.GetAsync(new Uri("/orders", UriKind.Relative), Token);
        return answer.StatusCode;
    }
}
