using Grocery.Platform.TestSupport;

namespace Grocery.Monitoring.Tests.Alerts;

public sealed class KubernetesRulesTests
{
    private static readonly string Script = MonitoringFiles.Path("kubernetes-rules");

    [Fact]
    public async Task Every_file_of_rules_is_an_object_of_the_operator()
    {
        var output = await Command.RunAsync(Script, []);

        var objects = output.Split("---\n", StringSplitOptions.RemoveEmptyEntries).Select(Yaml.Parse).ToArray();
        string[] files = [.. MonitoringFiles.Alerts, .. MonitoringFiles.Objectives];
        Assert.All(objects, rules => Assert.Equal("PrometheusRule", rules.Member("kind").Text()));
        Assert.Equal(
            files.Select(file => $"grocery-{Path.ChangeExtension(file, null).Replace('/', '-')}"),
            objects.Select(rules => rules.Member("metadata").Member("name").Text()));
        Assert.Equal(
            files.Select(file => Yaml.Read(MonitoringFiles.Path(file)).GetRawText()),
            objects.Select(rules => rules.Member("spec").GetRawText()));
    }

    [Fact]
    public async Task It_takes_no_argument()
    {
        var (exitCode, output, error) = await Command.TryRunAsync(Script, ["staging"]);

        Assert.Equal((2, ""), (exitCode, output));
        Assert.Contains("unknown argument staging; it takes none", error, StringComparison.Ordinal);
    }
}
