using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Grocery.Platform.Health.Tests;

public class HealthHostApplicationBuilderExtensionsTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Adding_it_twice_equals_adding_it_once()
    {
        var check = new ScriptedCheck();
        await using var service = TestService.Create(builder =>
        {
            builder.Services.AddHealthChecks().AddCheck("database", check);
            var before = builder.Services.Count;
            builder.AddPlatformHealth();
            Assert.Equal(before, builder.Services.Count);
        });
        await service.App.StartAsync(Cancelled);
        await Eventually.HoldsAsync(() => service.Snapshot.IsComplete, "the check has run");

        Assert.Equal(1, check.Runs);
        Assert.Equal(["drain", "health", "stop-budget", "warm-up"], service.App.Services.GetServices<PlatformFeature>().Select(feature => feature.Name).Order());
    }

    [Fact]
    public async Task A_host_without_a_server_runs_its_checks_as_well()
    {
        var check = new ScriptedCheck();
        var builder = Host.CreateApplicationBuilder();
        builder.AddPlatformHealth();
        builder.Services.AddHealthChecks().AddCheck("database", check);
        using var host = builder.Build();

        await host.StartAsync(Cancelled);

        await Eventually.HoldsAsync(() => check.Runs > 0, "the check has run");
    }

    [Theory]
    [InlineData(null, true, "not set; default true")]
    [InlineData("false", false, "configured")]
    public async Task The_switch_is_reported(string? value, bool isOn, string reason)
    {
        await using var service = TestService.Create(_ => { }, value is null ? [] : [("Platform:Health:Enabled", value)]);

        var feature = service.App.Services.GetServices<PlatformFeature>().Single(feature => feature.Name == "health");

        Assert.Equal(new PlatformFeature("health", isOn, "Platform:Health:Enabled", reason), feature);
    }

    [Fact]
    public async Task Switched_off_it_measures_nothing_and_runs_no_warm_up_and_says_so()
    {
        var ran = false;
        await using var service = TestService.Create(
            builder => builder.Services.AddWarmup("cache", (_, _) => Task.FromResult(ran = true)), ("Platform:Health:Enabled", "false"));
        await service.App.StartAsync(Cancelled);
        using var probes = new GaugeReader(service.App.Services, "grocery.health.probe.status");

        Assert.False(ran);
        Assert.Empty(probes.Read());
        Assert.Equal(
            new PlatformFeature("warm-up", false, "Platform:Health:Enabled", "configured"),
            service.App.Services.GetServices<PlatformFeature>().Single(feature => feature.Name == "warm-up"));
    }

    [Fact]
    public async Task The_probes_and_the_thread_pool_are_measured()
    {
        await using var service = await TestService.StartAsync(checks => checks.AddCheck("database", new ScriptedCheck(ScriptedCheck.Down)));
        using var probes = new GaugeReader(service.App.Services, "grocery.health.probe.status");
        using var pool = new GaugeReader(service.App.Services, "grocery.health.thread_pool.delay");

        Assert.Equal(
            [("grocery.health.probe=live", 1.0), ("grocery.health.probe=ready", 0.0), ("grocery.health.probe=startup", 1.0)],
            probes.Read().Select(pair => (pair.Key, pair.Value)).Order());
        Assert.Single(pool.Read());
    }

    [Fact]
    public async Task All_its_keys_are_known()
    {
        await using var service = TestService.Create(
            builder => builder.Services.AddHealthChecks().AddCheck("database", new ScriptedCheck()),
            ("Platform:Health:Enabled", "true"),
            ("Platform:Health:Defaults:Period", "00:00:10"),
            ("Platform:Health:Checks:database:Timeout", "00:00:01"),
            ("Platform:Health:Checks:database:Treshold", "2"),
            ("Platform:Health:Drain:Window", "00:00:00"));

        var unknown = Assert.Single(service.App.Services.FindUnknownPlatformKeys());

        Assert.Equal("Platform:Health:Checks:database:Threshold", unknown.Nearest);
    }
}
