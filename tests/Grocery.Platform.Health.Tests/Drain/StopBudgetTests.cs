using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Health.Tests.Drain;

public class StopBudgetTests
{
    private static readonly (string, string) Kubernetes = ("KUBERNETES_SERVICE_HOST", "10.0.0.1");

    [Theory]
    [InlineData("00:00:26", null, true)]
    [InlineData("00:00:25", null, false)]
    [InlineData(null, null, false)]
    [InlineData("00:00:50", "00:01:00", false)]
    [InlineData("00:00:50", "00:00:54", true)]
    [InlineData(null, "00:00:09", true)]
    public async Task A_budget_that_the_orchestrator_would_cut_short_is_a_warning_at_the_start(string? budget, string? stopTimeout, bool isWarned)
    {
        List<(string, string)> settings = [Kubernetes];
        if (budget is not null)
            settings.Add(("Platform:Health:Drain:Budget", budget));
        if (stopTimeout is not null)
            settings.Add(("Platform:Health:Drain:StopTimeout", stopTimeout));
        await using var service = TestService.Create(_ => { }, [.. settings]);

        await service.App.StartAsync(TestContext.Current.CancellationToken);

        var warnings = service.Logs.Lines.Where(line => line.Level == LogLevel.Warning).Select(line => line.Message);
        if (isWarned)
            Assert.Contains("terminationGracePeriodSeconds", Assert.Single(warnings), StringComparison.Ordinal);
        else
            Assert.Empty(warnings);
    }

    [Fact]
    public async Task Where_nobody_kills_the_process_there_is_no_warning()
    {
        await using var service = TestService.Create(_ => { }, ("Platform:Health:Drain:Budget", "00:10:00"));

        await service.App.StartAsync(TestContext.Current.CancellationToken);

        Assert.Empty(service.Logs.Lines);
    }

    [Fact]
    public void A_budget_within_the_window_stops_the_start()
    {
        var exception = Assert.Throws<PlatformConfigurationException>(() => TestService.Create(
            _ => { }, ("Platform:Health:Drain:Budget", "00:00:10"), ("Platform:Health:Drain:Window", "00:00:10")));

        Assert.Contains("longer than the window, 00:00:10", Assert.Single(exception.Problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null, "00:00:25; not set; the orchestrator's is 00:00:30")]
    [InlineData(null, "00:02:00", "00:01:55; not set; the orchestrator's is 00:02:00")]
    [InlineData("00:00:12", null, "00:00:12; configured; the orchestrator's is 00:00:30")]
    public async Task The_budget_is_reported(string? budget, string? stopTimeout, string reason)
    {
        List<(string, string)> settings = [];
        if (budget is not null)
            settings.Add(("Platform:Health:Drain:Budget", budget));
        if (stopTimeout is not null)
            settings.Add(("Platform:Health:Drain:StopTimeout", stopTimeout));
        await using var service = TestService.Create(_ => { }, [.. settings]);

        var feature = service.App.Services.GetServices<PlatformFeature>().Single(feature => feature.Name == "stop-budget");

        Assert.Equal(new PlatformFeature("stop-budget", true, "Platform:Health:Drain:Budget", reason), feature);
    }
}
