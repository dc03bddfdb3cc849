using Grocery.Platform.Comparison.Experiments;
using Grocery.Platform.Comparison.Processes;
using Grocery.Platform.Comparison.Reports;
using Grocery.Platform.Comparison.Results;

namespace Grocery.Platform.Comparison;

/// <summary>Runs experiments one after the other, and writes the results of each as soon as it has ended, so that a later one that fails costs nothing.</summary>
internal sealed class ComparisonRun(ComparisonSettings settings, TextWriter output)
{
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        Directory.CreateDirectory(settings.Output);
        var file = Path.Combine(settings.Output, "load.json");
        var results = ResultsFile.Read(file);
        if (settings.Experiments.Contains(Experiment.Load))
            await Wrk.EnsureInstalledAsync(output, stop);

        await using var collector = await Collector.StartAsync(stop);
        foreach (var name in settings.Experiments)
        {
            var machine = Machine.Read();
            var experiment = Experiment.Create(name, settings, collector, output);
            var readings = await experiment.RunAsync(stop);
            results[name] = new ExperimentResult(TimeProvider.System.GetUtcNow(), machine, experiment.Rounds, settings.Seconds, readings);
            ResultsFile.Write(file, results);
            new MarkdownReport(results).Write(settings.Output);
        }

        return await JudgeAsync(results);
    }

    private async Task<int> JudgeAsync(SortedDictionary<string, ExperimentResult> results)
    {
        var verdicts = Target.All
            .Where(target => settings.Experiments.Contains(target.Measure.Experiment))
            .Select(target => target.Judge(results[target.Measure.Experiment].Readings))
            .ToArray();
        foreach (var verdict in verdicts)
            await output.WriteLineAsync(verdict.ToString());

        await output.WriteLineAsync($"The report is {Path.Combine(settings.Output, MarkdownReport.FileName)}.");
        return verdicts.Any(verdict => verdict.IsBroken && (settings.IsGate || verdict.Target.Measure == Measure.HeapGrowth)) ? ExitCodes.Missed : ExitCodes.Done;
    }
}
