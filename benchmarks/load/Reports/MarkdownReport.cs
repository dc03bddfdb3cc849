using System.Globalization;
using System.Text;
using Grocery.Platform.Comparison.Experiments;
using Grocery.Platform.Comparison.Results;

namespace Grocery.Platform.Comparison.Reports;

/// <summary>What was measured, as tables and charts.</summary>
/// <param name="results">The last run of each experiment.</param>
internal sealed class MarkdownReport(IReadOnlyDictionary<string, ExperimentResult> results)
{
    public const string FileName = "load.md";

    public void Write(string folder)
    {
        foreach (var section in Section.All.Where(section => results.ContainsKey(section.Experiment)))
        {
            foreach (var chart in section.Charts)
                WriteChart(folder, chart, results[section.Experiment].Readings);
        }

        File.WriteAllText(Path.Combine(folder, FileName), ToString());
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append("""
            # Whole services, compared

            Written by `dotnet run -c Release --project benchmarks/load`: [how it is measured](../../benchmarks/README.md#whole-services), [every round](load.json).
            A ratio is that to the service in brackets in the same round. Lowest / **median** / highest of all rounds.


            """);
        WriteTargets(text);
        foreach (var section in Section.All.Where(section => results.ContainsKey(section.Experiment)))
            WriteSection(text, section, results[section.Experiment]);

        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static void WriteChart(string folder, Chart chart, Readings readings)
    {
        var path = Path.Combine(folder, chart.File);
        if (chart.Draw(readings) is { } svg)
            File.WriteAllText(path, svg);
        else
            File.Delete(path);
    }

    private void WriteTargets(StringBuilder text)
    {
        text.Append("## Targets\n\n| target | wanted | seen | |\n|---|---|---|---|\n");
        foreach (var target in Target.All)
        {
            var verdict = results.TryGetValue(target.Measure.Experiment, out var result) ? target.Judge(result.Readings) : new Verdict(target, Seen: null);
            var outcome = verdict.Seen is null ? "" : verdict.IsMet ? "met" : "**missed**";
            text.Append(CultureInfo.InvariantCulture, $"| {verdict.Subject} | {verdict.Wanted} | {verdict.Shown} | {outcome} |\n");
        }
    }

    private static void WriteSection(StringBuilder text, Section section, ExperimentResult result)
    {
        var machine = result.Machine;
        text.Append(CultureInfo.InvariantCulture, $"""

            ## {section.Title}

            {section.Explanation}

            {result.MeasuredAt:yyyy-MM-dd HH:mm} UTC, rounds: {result.Rounds}{(section.Experiment == Experiment.Load ? $" of {result.Seconds} s each" : "")}. {machine.Processor}, {machine.Processors} processors, {machine.MemoryGb} GB; {machine.System}; {machine.Runtime}, {machine.Collector} garbage collector; load average before: {machine.Load}.


            """);
        foreach (var table in section.Tables)
            table.Write(text, result.Readings);
        foreach (var chart in section.Charts.Where(chart => chart.Draw(result.Readings) is not null))
            text.Append(CultureInfo.InvariantCulture, $"\n![{chart.Title}]({chart.File})\n");
    }
}
