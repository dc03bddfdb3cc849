using System.Text.RegularExpressions;
using Grocery.Platform.Observability.Logging.Output;
using Grocery.Platform.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace Grocery.Platform.Observability.Tests.SelfTelemetry;

public sealed partial class AlertRuleTests
{
    private static readonly string Folder = Repository.Path("infra", "monitoring", "alerts");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("check", "rules", "telemetry.yml")]
    [InlineData("test", "rules", "telemetry.test.yml")]
    [InlineData("check", "rules", "health.yml")]
    [InlineData("test", "rules", "health.test.yml")]
    [InlineData("check", "rules", "resilience.yml")]
    [InlineData("test", "rules", "resilience.test.yml")]
    [InlineData("check", "rules", "config.yml")]
    [InlineData("test", "rules", "config.test.yml")]
    public async Task Promtool_accepts_the_rules(params string[] arguments)
    {
        var (exitCode, output, error) = await Command.TryRunAsync("promtool", arguments, Folder);

        Assert.True(exitCode == 0, $"promtool exited with {exitCode}\n{output}\n{error}");
    }

    [Theory]
    [InlineData("telemetry")]
    [InlineData("health")]
    [InlineData("resilience")]
    [InlineData("config")]
    public async Task Every_alert_has_a_test_that_it_fires(string group)
    {
        var rules = await File.ReadAllTextAsync(Path.Combine(Folder, $"{group}.yml"), Stop);
        var tests = await File.ReadAllTextAsync(Path.Combine(Folder, $"{group}.test.yml"), Stop);

        var alerts = AlertPattern().Matches(rules).Select(match => match.Groups[1].Value).ToArray();

        Assert.NotEmpty(alerts);
        Assert.All(alerts, alert => Assert.Matches($"alertname: {alert}\n +exp_alerts:", tests));
    }

    [Fact]
    public async Task Every_metric_of_the_rules_is_in_a_scrape()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        await using var service = await ServiceUnderTest.StartAsync(
            settings: [("OTEL_EXPORTER_OTLP_ENDPOINT", collector.HttpEndpoint), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")]);
        service.App.Services.GetRequiredService<LogOutput>().DropInvalid();
        var rules = await File.ReadAllTextAsync(Path.Combine(Folder, "telemetry.yml"), Stop);

        var text = await service.Client.GetStringAsync(new Uri("/metrics", UriKind.Relative), Stop);

        var names = MetricPattern().Matches(rules).Select(match => match.Value).Distinct().ToArray();
        Assert.NotEmpty(names);
        Assert.All(names, name => Assert.NotEmpty(Scrape.Samples(text, name)));
    }

    [GeneratedRegex(@"alert: (\w+)")]
    private static partial Regex AlertPattern();

    [GeneratedRegex(@"\bgrocery_\w+")]
    private static partial Regex MetricPattern();
}
