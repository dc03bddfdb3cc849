using System.Text.Json;
using Grocery.Platform.Benchmarks.Short;

namespace Grocery.Platform.Benchmarks.Tests;

public sealed class ShortRunTests
{
    [Fact]
    public void Without_arguments_it_measures_everything()
    {
        Assert.Empty(ShortArguments.Parse([]));
    }

    [Fact]
    public void A_filter_has_one_pattern_or_more()
    {
        Assert.Equal(["*LogLine*", "*Probe*"], ShortArguments.Parse(["--filter", "*LogLine*", "*Probe*"]));
    }

    [Theory]
    [InlineData("--filter needs one pattern", "--filter")]
    [InlineData("--filter needs one pattern", "--filter", "*Log*", "--fast")]
    [InlineData("short does not know --fast; it knows --filter and --help.", "--fast")]
    public void An_argument_that_it_does_not_know_is_refused_with_what_it_knows(string message, params string[] arguments)
    {
        var refusal = Assert.Throws<ShortRunException>(() => ShortArguments.Parse(arguments));

        Assert.StartsWith(message, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Usage: short", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(2, refusal.ExitCode);
    }

    [Fact]
    public async Task A_filter_that_matches_nothing_says_so()
    {
        var (exitCode, _, errors) = await BenchmarkProgram.RunAsync("short", "--filter", "*Nothing*");

        Assert.Equal(2, exitCode);
        Assert.Contains("No benchmark is named like *Nothing*", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void The_report_has_the_ratio_to_the_baseline_the_bytes_and_the_budget()
    {
        var report = new ShortReport(
            [new("Log", "Theirs", "Theirs", 200, 1000), new("Log", "Ours", "Theirs", 50, 40)],
            [],
            new() { ["Log"] = new() { ["Theirs"] = new(1100), ["Ours"] = new(48) } });

        var text = report.ToText();

        Assert.Contains("| Log | Ours | 0.25 | 40 B | 48 B |", text, StringComparison.Ordinal);
        Assert.Contains("| Log | Theirs | 1 | 1,000 B | 1,100 B |", text, StringComparison.Ordinal);
        Assert.EndsWith("Every case is within its budget.\n", text, StringComparison.Ordinal);
        Assert.Empty(report.Problems);
    }

    [Fact]
    public void The_report_as_json_has_the_same()
    {
        var report = new ShortReport(
            [new("Log", "Theirs", "Theirs", 200, 1000), new("Log", "Ours", "Theirs", 50, 40)],
            [],
            new() { ["Log"] = new() { ["Ours"] = new(48, [new(Budgets.BudgetMeasure.Time, 0.3, "Theirs")]) } });

        using var json = JsonDocument.Parse(report.ToJson());

        var ours = json.RootElement.GetProperty("cases")[1];
        Assert.Equal(0.25, ours.GetProperty("ratio").GetDouble());
        Assert.Equal(40, ours.GetProperty("allocated").GetInt64());
        Assert.Equal(48, ours.GetProperty("budget").GetInt64());
        Assert.True(json.RootElement.GetProperty("wanted")[0].GetProperty("isMet").GetBoolean());
    }

    [Theory]
    [InlineData(40, 32, 32)]
    [InlineData(40, 48, 40)]
    public void Of_two_measurements_the_lower_bytes_count(long first, long second, long counted)
    {
        var result = ShortRun.Least(
            new("Log", "Ours", "Theirs", 50, first), [new("Log", "Theirs", "Theirs", 200, 1), new("Log", "Ours", "Theirs", 70, second)]);

        Assert.Equal(new CaseResult("Log", "Ours", "Theirs", 50, counted), result);
    }

    [Fact]
    public void What_could_not_be_measured_is_a_problem_of_the_run()
    {
        var report = new ShortReport([], ["LogLineBenchmarks failed"], []);

        Assert.Equal(["LogLineBenchmarks failed"], report.Problems);
        Assert.Contains("LogLineBenchmarks failed", report.ToText(), StringComparison.Ordinal);
    }
}
