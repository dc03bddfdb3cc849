using Microsoft.Extensions.DependencyInjection;

namespace Grocery.Platform.Health.Tests.Checks;

public class HealthCheckOptionsValidatorTests
{
    [Fact]
    public async Task A_name_that_no_check_carries_stops_the_start_and_the_known_names_are_listed()
    {
        var problems = await ProblemsOfAsync(("Platform:Health:Checks:databse:Period", "00:00:05"));

        var problem = Assert.Single(problems);
        Assert.Contains("Platform:Health:Checks:databse", problem, StringComparison.Ordinal);
        Assert.Contains("cache, database", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_name_of_a_check_is_found_whatever_its_case()
    {
        await using var service = Create(("Platform:Health:Checks:DATABASE:Period", "00:00:05"));

        await service.App.StartAsync(TestContext.Current.CancellationToken);

        Assert.Equal(TimeSpan.FromSeconds(5), service.Snapshot.Checks.ToArray().Single(check => check.Name == "database").Settings.Period);
    }

    [Fact]
    public async Task A_time_out_longer_than_the_period_stops_the_start()
    {
        var problems = await ProblemsOfAsync(("Platform:Health:Checks:database:Period", "00:00:01"));

        var problem = Assert.Single(problems);
        Assert.Contains("Platform:Health:Checks:database:Timeout", problem, StringComparison.Ordinal);
        Assert.Contains("at most the period, 00:00:01", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_defaults_are_one_problem_also_when_checks_inherit_them()
    {
        var problems = await ProblemsOfAsync(
            ("Platform:Health:Defaults:Timeout", "00:00:20"), ("Platform:Health:Checks:database:Threshold", "2"));

        Assert.Contains("Platform:Health:Defaults:Timeout", Assert.Single(problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_problems_are_listed_at_once()
    {
        var problems = await ProblemsOfAsync(
            ("Platform:Health:Enabled", "perhaps"),
            ("Platform:Health:Defaults:Threshold", "0"),
            ("Platform:Health:Checks:database:Dependency", "Firm"),
            ("Platform:Health:Checks:redis:Threshold", "2"),
            ("Platform:Health:Drain:Window", "00:06:00"));

        foreach (var key in (string[])["Enabled", "Defaults:Threshold", "Checks:database:Dependency", "Checks:redis", "Drain:Window"])
            Assert.Contains(problems, problem => problem.StartsWith($"Platform:Health:{key} ", StringComparison.Ordinal));
    }

    private static TestService Create(params (string Key, string Value)[] settings) => TestService.Create(
        builder => builder.Services.AddHealthChecks()
            .AddCheck("database", new ScriptedCheck())
            .AddCheck("cache", new ScriptedCheck()),
        settings);

    private static async Task<IReadOnlyList<string>> ProblemsOfAsync(params (string Key, string Value)[] settings)
    {
        // Some options are read when the host is built, and some when it starts.
        var exception = await Assert.ThrowsAsync<PlatformConfigurationException>(async () =>
        {
            await using var service = Create(settings);
            await service.App.StartAsync(TestContext.Current.CancellationToken);
        });
        return exception.Problems;
    }
}
