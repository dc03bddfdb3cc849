using Grocery.Platform.Comparison.Processes;
using Grocery.Platform.Comparison.Results;

namespace Grocery.Platform.Comparison.Experiments;

/// <summary>
/// Measures services under load. All run at once, which costs nothing while they idle, and take turns: so a round shows every one of them the same machine,
/// and any two can be compared.
/// </summary>
internal sealed class LoadExperiment(ComparisonSettings settings, Collector collector, TextWriter progress) : Experiment(settings, collector, progress)
{
    private const int WarmUps = 2;
    private const int WarmUpSeconds = 3;
    private const int MostLooksAtBytes = 3;

    public override int Rounds => Settings.Rounds;

    public override async Task<Readings> RunAsync(CancellationToken stop)
    {
        var services = new List<ServiceProcess>();
        try
        {
            foreach (var stack in Settings.Stacks)
            {
                await SayAsync($"load: {stack} starts");
                services.Add(new ServiceProcess(stack, Collector.Up));
                await services[^1].StartedAsync(stop);
            }

            return await MeasureAsync(services, stop);
        }
        finally
        {
            services.ForEach(service => service.Dispose());
        }
    }

    // The count of allocated bytes loses those of a heap that the garbage collector takes away (dotnet/runtime#131069), as it does under changing
    // load: they are read from services whose collector keeps its heaps, which would change their times and their memory.
    private async Task CountBytesAsync(Readings readings, CancellationToken stop)
    {
        foreach (var stack in Settings.Stacks)
        {
            await SayAsync($"load: bytes, {stack}");
            using var service = new ServiceProcess(stack, Collector.Up, keepsHeaps: true);
            await service.StartedAsync(stop);
            await Wrk.SaturateAsync(service.Port, Settings.Seconds, stop);
            for (var look = 0; look < Math.Min(Rounds, MostLooksAtBytes); look++)
            {
                var before = await service.UsageAsync(stop);
                var result = await Wrk.SaturateAsync(service.Port, 1, stop);
                readings.Add(stack, Measure.Bytes, (await service.UsageAsync(stop)).PerRequest(before, result.Requests).Bytes);
            }
        }
    }

    private async Task<Readings> MeasureAsync(List<ServiceProcess> services, CancellationToken stop)
    {
        await AlternateAsync(services, WarmUps, async (service, round) =>
        {
            await SayAsync($"load: warm-up {round} of {WarmUps}, {service.Stack}");
            await Wrk.SaturateAsync(service.Port, Math.Min(WarmUpSeconds, Settings.Seconds * 2), stop);
        });

        // All of one before the other: at a low rate the garbage collector settles for a small heap, and takes seconds to grow it again.
        var readings = new Readings();
        await AlternateAsync(services, Rounds, async (service, round) =>
        {
            await SayAsync($"load: round {round} of {Rounds} at full load, {service.Stack}");
            await SaturateAsync(service, readings, stop);
        });
        await AlternateAsync(services, Rounds, async (service, round) =>
        {
            await SayAsync($"load: round {round} of {Rounds} at {FixedRate.PerSecond:N0} a second, {service.Stack}");
            await LoadSteadilyAsync(service, readings, stop);
        });
        await CountBytesAsync(readings, stop);
        return readings;
    }

    private async Task SaturateAsync(ServiceProcess service, Readings readings, CancellationToken stop)
    {
        var before = await service.UsageAsync(stop);
        var result = await Wrk.SaturateAsync(service.Port, Settings.Seconds, stop);
        var (cpu, _) = (await service.UsageAsync(stop)).PerRequest(before, result.Requests);
        readings.Add(service.Stack, Measure.Throughput, result.Rate);
        readings.Add(service.Stack, Measure.P50, result.P50);
        readings.Add(service.Stack, Measure.P99, result.P99);
        readings.Add(service.Stack, Measure.Cpu, cpu);
        readings.Add(service.Stack, Measure.MemoryAfterLoad, service.WorkingSet / 1e6);
    }

    private async Task LoadSteadilyAsync(ServiceProcess service, Readings readings, CancellationToken stop)
    {
        var before = await service.UsageAsync(stop);
        var latency = await FixedRate.LoadAsync(service.Port, TimeSpan.FromSeconds(Settings.Seconds), stop);
        var (cpu, _) = (await service.UsageAsync(stop)).PerRequest(before, latency.Count);
        readings.Add(service.Stack, Measure.SteadyP50, latency.Percentile(0.5).TotalMicroseconds);
        readings.Add(service.Stack, Measure.SteadyP99, latency.Percentile(0.99).TotalMicroseconds);
        readings.Add(service.Stack, Measure.SteadyCpu, cpu);
    }
}
