using System.Diagnostics.Metrics;
using System.Net;
using Grocery.Platform.Resilience.Faults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Resilience.Tests.Faults;

public sealed class FaultRulesTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rules_follow_the_configuration_and_those_that_stay_keep_their_hits()
    {
        await using var service = await FaultyService.StartAsync(("Faults:Rules:down:Route", "/orders"), ("Faults:Rules:down:Status", "503"));
        await OrdersAsync(service);

        service.Reload(("Faults:Rules:slow:Client", "stock"), ("Faults:Rules:slow:Latency", "00:00:01"));
        var both = await service.RulesAsync();
        service.Reload(("Faults:Rules:down:Status", "418"));
        var changed = await OrdersAsync(service);
        service.Reload(("Faults:Rules:down:Route", null), ("Faults:Rules:down:Status", null));

        Assert.Equal((1, 0), (both["down"].GetProperty("hits").GetInt32(), both["slow"].GetProperty("hits").GetInt32()));
        Assert.Equal(418, (int)changed);
        Assert.Equal(HttpStatusCode.OK, await OrdersAsync(service));
        Assert.Equal(["slow"], (await service.RulesAsync()).Keys);
        Assert.Equal(
            "The configuration has 2 fault rules now: down: status 503 for a share of 1 of requests to /orders, slow: latency 00:00:01 for a share of 1 of calls of stock to *",
            service.Warnings(3203)[1]);
        Assert.DoesNotContain(service.Logs.Lines, line => line.Level == LogLevel.Error);
    }

    [Fact]
    public async Task A_reload_with_an_invalid_rule_leaves_it_as_it_was_and_a_new_one_out()
    {
        await using var service = await FaultyService.StartAsync(
            ("Faults:Defaults:Latency", "00:10:00"), ("Faults:Rules:down:Status", "503"), ("Faults:Rules:down:Client", "stock"));

        service.Reload(("Faults:Rules:down:Status", "7"), ("Faults:Rules:new:Status", "many"));

        var rule = Assert.Single(await service.RulesAsync());
        Assert.Equal(("down", 503), (rule.Key, rule.Value.GetProperty("status").GetInt32()));
        Assert.Equal(HttpStatusCode.OK, await OrdersAsync(service));
        Assert.Contains(service.Logs.Lines, line => line is { Level: LogLevel.Error, EventId: 1000 });
    }

    [Fact]
    public async Task Switched_off_while_the_service_runs_every_rule_ends()
    {
        await using var service = await FaultyService.StartAsync(("Faults:Rules:down:Status", "503"));
        await service.PutAsync("""{"rule":"cut","error":"ConnectionLost"}""");

        service.Reload(("Faults:Enabled", "false"));
        var (status, _) = await service.PutAsync("""{"rule":"cut","error":"ConnectionLost"}""");

        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Empty(await service.RulesAsync());
        Assert.Equal(HttpStatusCode.OK, await OrdersAsync(service));
    }

    [Fact]
    public async Task A_configured_rule_takes_the_place_of_one_that_holds_for_a_time()
    {
        await using var service = await FaultyService.StartAsync();
        await service.PutAsync("""{"rule":"down","status":418}""");

        service.Reload(("Faults:Rules:down:Status", "503"));

        Assert.Equal(503, Assert.Single(await service.RulesAsync()).Value.GetProperty("status").GetInt32());
        Assert.Single(service.Warnings(3202));
    }

    [Theory]
    [InlineData("Production")]
    [InlineData("prod")]
    [InlineData("PRD")]
    [InlineData("live")]
    [InlineData("eu-prod")]
    [InlineData("prod_2")]
    [InlineData("prod1")]
    [InlineData("eu-west-1")]
    [InlineData("product-team")]
    public async Task A_configured_rule_stops_the_start_in_production(string environment)
    {
        var exception = await Assert.ThrowsAsync<PlatformConfigurationException>(() => FaultyService.StartAsync(
            ("Platform:Service:Environment", environment), ("Faults:Rules:a:Status", "503"), ("Faults:Rules:b:Status", "503")));

        Assert.Equal(
            $"Platform:Resilience:Faults:AllowInProduction is \"false\"; allowed: true, where there are rules in the environment {environment}: "
            + "they make real requests fail. Remove Platform:Resilience:Faults:Rules, or set the key to true if that is what you want.",
            Assert.Single(exception.Problems));
    }

    [Theory]
    [InlineData("staging")]
    [InlineData("preprod")]
    [InlineData("dev-3")]
    public async Task An_environment_that_is_named_for_something_else_is_not_production(string environment)
    {
        await using var service = await FaultyService.StartAsync(("Platform:Service:Environment", environment), ("Faults:Rules:a:Status", "503"));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await OrdersAsync(service));
    }

    [Fact]
    public async Task Without_an_environment_of_the_service_that_of_the_host_counts()
    {
        await Assert.ThrowsAsync<PlatformConfigurationException>(() => FaultyService.StartAsync(
            ("Platform:Service:Environment", null), ("Faults:Rules:a:Status", "503")));
    }

    [Fact]
    public async Task In_production_rules_are_loud()
    {
        await using var service = await FaultyService.StartAsync(
            ("Platform:Service:Environment", "prod"), ("Faults:AllowInProduction", "true"), ("Faults:Rules:down:Client", "stock"), ("Faults:Rules:down:Status", "503"));
        using var measured = new FaultMeasurements(service.Services.GetRequiredService<IMeterFactory>());

        var atStart = service.Warnings(3204);
        service.Time.Advance(TimeSpan.FromMinutes(2));
        var later = service.Warnings(3204);
        var health = await CheckAsync(service);
        var active = measured.Observe();
        service.Reload(("Faults:AllowInProduction", "false"));
        service.Time.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(["Faults are injected on purpose in prod: down: status 503 for a share of 1 of calls of stock to *"], atStart);
        Assert.Equal((3, 3), (later.Length, service.Warnings(3204).Length));
        Assert.Equal((HealthStatus.Degraded, "injected on purpose: down"), (health.Status, health.Description));
        Assert.Equal(["active 1"], active);
        Assert.Equal(["active 0"], measured.Observe());
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(service)).Status);
        Assert.Empty(await service.RulesAsync());
    }

    [Fact]
    public async Task Elsewhere_the_check_only_tells_what_is_injected_and_the_log_does_not_repeat_it()
    {
        await using var service = await FaultyService.StartAsync(("Faults:Rules:down:Client", "stock"), ("Faults:Rules:down:Status", "503"));

        service.Time.Advance(TimeSpan.FromMinutes(2));
        var health = await CheckAsync(service);

        Assert.Equal((HealthStatus.Healthy, "injected on purpose: down"), (health.Status, health.Description));
        Assert.Empty(service.Warnings(3204));
        Assert.Single(service.Warnings(3203));
    }

    [Theory]
    [InlineData("Rules:a:Share", "0.5", "Faults:Rules:a:Latency is not set; allowed: one of Latency, Error or Status at least. Set one, or remove the rule.")]
    [InlineData("Rules:a:Status", "7", "Faults:Rules:a:Status is \"7\"; allowed: a whole number from 200 to 599.")]
    [InlineData("Rules:a:Error", "Flood", "Faults:Rules:a:Error is \"Flood\"; allowed: one of ConnectionLost, ConnectionRefused, Timeout.")]
    [InlineData("Rules:a:Error", "Timeout", "Faults:Rules:a:Error is \"Timeout\"; allowed: ConnectionLost for incoming requests. Set Client, or use Latency.")]
    [InlineData("Rules:a:Route", "orders", "Faults:Rules:a:Route is \"orders\"; allowed: a path that starts with /, with * at its end for any rest.")]
    [InlineData("Rules:a b:Status", "503", "Faults:Rules is \"a b\"; allowed: 1 to 64 letters, digits, '_', '.' or '-'. Give the rule another name.")]
    [InlineData("MaximumTtl", "00:05:00", "Faults:Ttl is \"00:10:00\"; allowed: at most MaximumTtl, which is 00:05:00.")]
    public async Task What_is_not_allowed_stops_the_start(string key, string value, string problem)
    {
        var exception = await Assert.ThrowsAsync<PlatformConfigurationException>(() => FaultyService.StartAsync(($"Faults:{key}", value)));

        Assert.Contains(exception.Problems, text => text.StartsWith($"Platform:Resilience:{problem}", StringComparison.Ordinal));
    }

    private static Task<HealthCheckResult> CheckAsync(FaultyService service)
    {
        var registration = service.Services.GetRequiredService<IOptions<HealthCheckServiceOptions>>().Value.Registrations.Single(check => check.Name == FaultHealthCheck.Name);
        return registration.Factory(service.Services).CheckHealthAsync(new HealthCheckContext { Registration = registration }, Token);
    }

    private static async Task<HttpStatusCode> OrdersAsync(FaultyService service)
    {
        using var answer = await service.Callers.GetAsync(new Uri("/orders", UriKind.Relative), Token);
        return answer.StatusCode;
    }
}
