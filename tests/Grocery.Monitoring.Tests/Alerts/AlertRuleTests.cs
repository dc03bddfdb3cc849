using Grocery.Platform.TestSupport;

namespace Grocery.Monitoring.Tests.Alerts;

public sealed class AlertRuleTests
{
    private const string RunbookAddress = "https://github.com/grocery-platform/grocery-platform/blob/main/docs/operations/runbooks/";

    // It is always on.
    private const string Watchdog = "Watchdog";

    public static TheoryData<string> Files => [.. MonitoringFiles.Alerts];

    public static TheoryData<string> FilesWithObjectives => [.. MonitoringFiles.Alerts, .. MonitoringFiles.Objectives];

    [Fact]
    public async Task Promtool_takes_prometheus_with_every_file_of_rules()
    {
        var output = await Command.RunAsync("promtool", ["check", "config", "prometheus.yml"], MonitoringFiles.Folder);

        Assert.All(MonitoringFiles.Alerts, file => Assert.Contains($"Checking {file}", output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_scenario_goes_as_it_is_written()
    {
        Assert.Equal(MonitoringFiles.Alerts.Select(Path.GetFileName), MonitoringFiles.Scenarios.Select(Path.GetFileName));

        await Command.RunAsync("promtool", ["test", "rules", .. MonitoringFiles.Scenarios], MonitoringFiles.Folder);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_alert_has_a_scenario_in_which_it_waits_and_fires_and_clears(string file)
    {
        var scenarios = Scenario.In(Path.Combine("alerts", "tests", Path.GetFileName(file))).ToLookup(scenario => scenario.Alert);

        Assert.All(
            AlertRule.In(file).Where(alert => alert.Name != Watchdog),
            alert => Assert.True(scenarios[alert.Name].Any(scenario => scenario.IsQuietFirst && scenario.Clears), $"{alert.Name} has none"));
    }

    [Theory]
    [MemberData(nameof(FilesWithObjectives))]
    public void Every_alert_says_how_bad_it_is_and_what_to_do(string file)
    {
        var alerts = AlertRule.In(file);

        Assert.NotEmpty(alerts);
        Assert.All(alerts, alert =>
        {
            Assert.True(alert.Severity is "page" or "ticket" || (alert is { Name: Watchdog, Severity: "none" }), $"{alert.Name} has the severity '{alert.Severity}'");
            Assert.NotEqual("", alert.Summary);
            Assert.EndsWith(".", alert.Description.Trim(), StringComparison.Ordinal);
        });
    }

    [Theory]
    [MemberData(nameof(FilesWithObjectives))]
    public void The_runbook_of_every_alert_is_there_and_names_it(string file) => Assert.All(AlertRule.In(file), alert =>
    {
        Assert.StartsWith(RunbookAddress, alert.Runbook, StringComparison.Ordinal);
        var page = Path.Combine(MonitoringFiles.Runbooks, alert.Runbook[RunbookAddress.Length..]);
        Assert.True(File.Exists(page), $"{alert.Name}: there is no {page}");
        if (MonitoringFiles.Alerts.Contains(file))
            Assert.Contains($"`{alert.Name}`", File.ReadAllText(page), StringComparison.Ordinal);
    });

    [Fact]
    public void No_two_alerts_have_one_name() => Assert.Distinct(MonitoringFiles.Alerts.SelectMany(AlertRule.In).Select(alert => alert.Name));
}
