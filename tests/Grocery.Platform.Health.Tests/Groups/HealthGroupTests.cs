using System.Net;
using Microsoft.Extensions.DependencyInjection;

namespace Grocery.Platform.Health.Tests.Groups;

public class HealthGroupTests
{
    private static readonly (string, string) Storage = ("Platform:Health:Groups:storage", "database, cache-*");

    [Fact]
    public async Task A_group_answers_by_the_worst_of_its_checks_alone()
    {
        var (database, cache, queue) = (new ScriptedCheck(), new ScriptedCheck(), new ScriptedCheck(ScriptedCheck.Down));
        await using var service = await TestService.StartAsync(
            checks => checks.AddCheck("database", database).AddCheck("cache-1", cache).AddCheck("queue", queue),
            Storage,
            ("Platform:Health:Checks:cache-1:Dependency", "Soft"),
            ("Platform:Health:Defaults:Threshold", "1"));

        Assert.Equal((HttpStatusCode.OK, "Healthy"), await service.ProbeAsync("storage"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await service.ReadyAsync());

        cache.Script = ScriptedCheck.Down;
        await service.NextRunAsync();
        Assert.Equal((HttpStatusCode.OK, "Degraded"), await service.ProbeAsync("storage"));

        database.Script = ScriptedCheck.Down;
        await service.NextRunAsync();
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "Unhealthy"), await service.ProbeAsync("storage"));
    }

    [Theory]
    [InlineData("storage", "databse", "\"databse\"", "names of checks that run in the background: database")]
    [InlineData("storage", "cache", "\"cache\"", "names of checks that run in the background: database")]
    [InlineData("storage", " , ", "\" , \"", "names of checks that run in the background: database")]
    [InlineData("ready", "database", "\"ready\"", "a name of letters, digits and hyphens other than live, ready, startup, drain")]
    [InlineData("a/b", "database", "\"a/b\"", "a name of letters, digits and hyphens other than live, ready, startup, drain")]
    public void A_group_that_cannot_be_stops_the_start(string name, string list, string value, string allowed)
    {
        var exception = Assert.Throws<PlatformConfigurationException>(() => TestService.Create(
            builder => builder.Services.AddHealthChecks().AddCheck("database", new ScriptedCheck()).AddCheck("cache", new ScriptedCheck()),
            ($"Platform:Health:Groups:{name}", list),
            ("Platform:Health:Checks:cache:Dependency", "Lazy"))
            .App.Services.ValidatePlatformOptions());

        var problem = Assert.Single(exception.Problems);
        Assert.Contains($"Platform:Health:Groups:{name}", problem, StringComparison.Ordinal);
        Assert.Contains(value, problem, StringComparison.Ordinal);
        Assert.Contains(allowed, problem, StringComparison.Ordinal);
    }
}
