using System.Diagnostics;
using System.Globalization;
using Grocery.Platform.Comparison.Processes;
using Grocery.Platform.Comparison.Results;
using Grocery.Platform.Comparison.Stacks;

namespace Grocery.Platform.Comparison.Experiments;

/// <summary>Measures log lines on a real standard output, in processes that run one after the other. Ratios are to the framework's JSON console.</summary>
internal sealed class StdoutExperiment(ComparisonSettings settings, Collector collector, TextWriter progress) : Experiment(settings, collector, progress)
{
    private const string Nothing = "> /dev/null";
    private const string Pipe = "| cat > /dev/null";

    public override int Rounds => Settings.FewRounds;

    public override async Task<Readings> RunAsync(CancellationToken stop)
    {
        var readings = new Readings();
        await AlternateAsync(((Stack[])[Stack.Usual, Stack.Serilog, Stack.Platform]).Where(stack => stack == Stack.Usual || Settings.Stacks.Contains(stack)), Rounds, async (stack, round) =>
        {
            await SayAsync($"stdout: round {round} of {Rounds}, {stack}");
            readings.Add(stack, Measure.LineCpu, (await WriteAsync(stack, threads: 1, Nothing, stop)).Nanoseconds);
            readings.Add(stack, Measure.LineCpuPipe, (await WriteAsync(stack, threads: 1, Pipe, stop)).Nanoseconds);
            readings.Add(stack, Measure.LinesPerSecond, (await WriteAsync(stack, threads: 2, Nothing, stop)).PerSecond);
        });
        return readings;
    }

    private async Task<(double Nanoseconds, double PerSecond)> WriteAsync(Stack stack, int threads, string output, CancellationToken stop)
    {
        string[] arguments = ["-c", $"\"$0\" \"$@\" {output}", .. OwnProgram.CommandLine("log", stack.Name, $"{Settings.Lines}", $"{threads}")];
        var start = new ProcessStartInfo("/bin/sh", arguments) { RedirectStandardError = true };
        OwnProgram.KeepOut(start);
        using var process = Process.Start(start)!;
        try
        {
            var text = await process.StandardError.ReadToEndAsync(stop);
            await process.WaitForExitAsync(stop);
            return text.Trim().Split(' ') is [var cpu, var rate]
                && double.TryParse(cpu, CultureInfo.InvariantCulture, out var nanoseconds) && double.TryParse(rate, CultureInfo.InvariantCulture, out var perSecond)
                    ? (nanoseconds, perSecond)
                    : throw new ComparisonException($"The process that writes lines as {stack} did not say what they took:\n{text}");
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }
}
