using System.Text.RegularExpressions;
using Grocery.Platform.TestSupport;

namespace Grocery.Monitoring.Tests.Alerts;

public sealed partial class RouteTests
{
    private static readonly string Configuration = MonitoringFiles.Path("alertmanager.yml");

    [Fact]
    public Task Amtool_takes_the_configuration() => Command.RunAsync("amtool", ["check-config", Configuration]);

    [Theory]
    [InlineData("pager,tickets", "severity=page", "environment=prod", "alertname=ServiceDown", "job=cart")]
    [InlineData("tickets", "severity=page", "environment=staging", "alertname=ServiceDown", "job=cart")]
    [InlineData("tickets", "severity=ticket", "environment=prod", "alertname=HighErrorRate", "job=cart")]
    [InlineData("pager,rollbacks,tickets", "severity=page", "environment=prod", "alertname=NewVersionFails", "action=rollback")]
    [InlineData("rollbacks,tickets", "severity=page", "environment=dev", "alertname=NewVersionFails", "action=rollback")]
    [InlineData("watchdog", "severity=none", "environment=prod", "alertname=Watchdog")]
    [InlineData("tickets", "environment=prod", "alertname=OfSomebodyWhoForgotTheSeverity")]
    public async Task An_alert_reaches_whom_it_concerns(string receivers, params string[] labels)
    {
        var output = await Command.RunAsync("amtool", ["config", "routes", "test", $"--config.file={Configuration}", .. labels]);

        Assert.Equal(receivers, output.Trim());
    }

    [Fact]
    public void Keys_are_in_files_of_their_own()
    {
        var text = File.ReadAllText(Configuration);

        Assert.DoesNotMatch(SecretPattern(), text);
        Assert.All(FilePattern().Matches(text), match => Assert.StartsWith("/etc/alertmanager/secrets/", match.Groups[1].Value, StringComparison.Ordinal));
        Assert.Matches(SecretPattern(), "      - routing_key: 0123456789abcdef");
    }

    [GeneratedRegex(@"\b(?:routing_key|service_key|api_url|api_key|credentials|password|token|bot_token):")]
    private static partial Regex SecretPattern();

    [GeneratedRegex(@"_file: (\S+)")]
    private static partial Regex FilePattern();
}
