using System.Text.RegularExpressions;
using Grocery.Platform.Observability.Logging.Output;
using Grocery.Platform.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace Grocery.Platform.Observability.Tests.SelfTelemetry;

public sealed partial class AlertRuleTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_metric_of_the_rules_is_in_a_scrape()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        await using var service = await ServiceUnderTest.StartAsync(
            settings: [("OTEL_EXPORTER_OTLP_ENDPOINT", collector.HttpEndpoint), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")]);
        service.App.Services.GetRequiredService<LogOutput>().DropInvalid();
        var rules = await File.ReadAllTextAsync(Repository.Path("infra", "monitoring", "alerts", "telemetry.yml"), Stop);

        var text = await service.Client.GetStringAsync(new Uri("/metrics", UriKind.Relative), Stop);

        var names = MetricPattern().Matches(rules).Select(match => match.Value).Distinct().ToArray();
        Assert.NotEmpty(names);
        Assert.All(names, name => Assert.NotEmpty(Scrape.Samples(text, name)));
    }

    [GeneratedRegex(@"\bgrocery_\w+")]
    private static partial Regex MetricPattern();
}
