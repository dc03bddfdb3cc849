using Grocery.Platform.Comparison.Processes;
using Grocery.Platform.Comparison.Results;

namespace Grocery.Platform.Comparison.Experiments;

/// <summary>Measures from the start of a process to its first 200, and its memory a second later. One service runs at a time.</summary>
internal sealed class StartupExperiment(ComparisonSettings settings, Collector collector, TextWriter progress) : Experiment(settings, collector, progress)
{
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(1);

    public override int Rounds => Settings.Rounds;

    public override async Task<Readings> RunAsync(CancellationToken stop)
    {
        var readings = new Readings();
        await AlternateAsync(DistinctStacks(), Rounds, async (stack, round) =>
        {
            await SayAsync($"startup: round {round} of {Rounds}, {stack}");
            using var service = new ServiceProcess(stack, Collector.Up);
            var time = await service.StartedAsync(stop);
            var cpu = service.ProcessorTime;
            await Task.Delay(Settling, TimeProvider.System, stop);
            readings.Add(stack, Measure.StartTime, time.TotalMilliseconds);
            readings.Add(stack, Measure.StartCpu, cpu.TotalMilliseconds);
            readings.Add(stack, Measure.MemoryAfterStart, service.WorkingSet / 1e6);
        });
        return readings;
    }
}
