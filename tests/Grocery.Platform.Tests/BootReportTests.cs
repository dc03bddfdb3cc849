using System.Text.Json;
using Grocery.Platform.TestSupport;

namespace Grocery.Platform.Tests;

public sealed class BootReportTests
{
    [Fact]
    public async Task One_line_says_who_runs_and_which_key_decided_each_feature()
    {
        var report = await ReportAsync(
            ("Platform__Service__Name", "orders"), ("Platform__Service__Version", "4.5.6"), ("Platform__Service__Environment", "staging"), ("Platform__Observability__Metrics__Enabled", "false"));

        Assert.Equal("Information", report.GetProperty("level").GetString());
        var attributes = report.GetProperty("attributes");
        Assert.Equal("orders", attributes.GetProperty("Service").GetString());
        Assert.Equal("4.5.6", attributes.GetProperty("Version").GetString());
        Assert.Equal("staging", attributes.GetProperty("Environment").GetString());
        Assert.Contains("health (Platform:Health:Enabled: not set; default true)", Strings(attributes, "FeaturesOn"));
        Assert.Contains("metrics (Platform:Observability:Metrics:Enabled: configured)", Strings(attributes, "FeaturesOff"));
        Assert.Contains(Strings(attributes, "FeaturesOff"), feature => feature.StartsWith("parameter-store (Platform:Config:ParameterStore:Enabled: ", StringComparison.Ordinal));
        Assert.Contains(Strings(attributes, "FeaturesOff"), feature => feature.StartsWith("otlp (OTEL_EXPORTER_OTLP_ENDPOINT: ", StringComparison.Ordinal));
        Assert.Empty(Strings(attributes, "UnknownKeys"));
    }

    [Fact]
    public async Task An_unknown_key_makes_it_a_warning_with_the_nearest_known_key()
    {
        var report = await ReportAsync(("Platform__Observability__Sampling__Raito", "1"));

        Assert.Equal("Warning", report.GetProperty("level").GetString());
        Assert.Equal(
            ["Platform:Observability:Sampling:Raito (did you mean Platform:Observability:Sampling:Ratio?)"],
            Strings(report.GetProperty("attributes"), "UnknownKeys"));
    }

    private static async Task<JsonElement> ReportAsync(params (string Key, string Value)[] environment)
    {
        await using var app = ServiceProcess.Start(
            Repository.BuiltAssembly("Grocery.Platform.TestApp"), environment.ToDictionary(pair => pair.Key, pair => (string?)pair.Value));
        using var client = await app.ListeningAsync();
        await app.SignalAsync("TERM");
        await app.ExitAsync(TimeSpan.FromSeconds(30));

        return Assert.Single(LogLines.Parse(app.Output), line => line.GetProperty("event_id").GetInt32() == 6000);
    }

    private static IEnumerable<string> Strings(JsonElement attributes, string name) =>
        attributes.GetProperty(name).EnumerateArray().Select(element => element.GetString()!);
}
