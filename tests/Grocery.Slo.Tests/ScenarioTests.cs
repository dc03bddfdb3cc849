using Grocery.Platform.TestSupport;

namespace Grocery.Slo.Tests;

/// <summary>The rules that are checked in, in Prometheus' own hands.</summary>
public sealed class ScenarioTests : IDisposable
{
    private static readonly string Rules = Repository.Path("infra", "monitoring", "slo");
    private static readonly string Scenarios = Repository.Path("tests", "Grocery.Slo.Tests", "Scenarios");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("slo-scenario-");

    public static TheoryData<string> Files => [.. Directory.GetFiles(Scenarios, "*.yml").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task The_alerts_do_what_the_scenario_says(string scenario)
    {
        foreach (var file in Directory.GetFiles(Rules, "*.yml").Append(Path.Combine(Scenarios, scenario)))
            File.Copy(file, Path.Combine(_folder.FullName, Path.GetFileName(file)));

        var (exit, output, error) = await Command.TryRunAsync("promtool", ["test", "rules", scenario], _folder.FullName);

        Assert.True(exit == 0, output + error);
    }

    [Fact]
    public async Task Prometheus_takes_all_the_rules()
    {
        var output = await Command.RunAsync("promtool", ["check", "rules", .. Directory.GetFiles(Rules, "*.yml")]);

        Assert.Equal(5, output.Split("SUCCESS").Length - 1);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
