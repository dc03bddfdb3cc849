using Grocery.Platform.Comparison.Processes;
using Grocery.Platform.Comparison.Results;
using Grocery.Platform.Comparison.Stacks;

namespace Grocery.Platform.Comparison.Experiments;

/// <summary>A day in miniature: the live heap of the platform's service while it answers millions of requests.</summary>
internal sealed class SoakExperiment(ComparisonSettings settings, Collector collector, TextWriter progress) : Experiment(settings, collector, progress)
{
    /// <summary>How often the heap is looked at.</summary>
    public const int Samples = 20;

    private const int Connections = 16;

    public override int Rounds => 1;

    public override async Task<Readings> RunAsync(CancellationToken stop)
    {
        var readings = new Readings();
        using var service = new ServiceProcess(Stack.Platform, Collector.Up);
        await service.StartedAsync(stop);
        var heap = new List<(double Requests, double Bytes)>();
        var sent = 0L;
        for (var sample = 1; sample <= Samples; sample++)
        {
            var due = (long)Settings.Requests * sample / Samples;
            await SendAsync(service.Port, due - sent, stop);
            sent = due;
            await Task.Delay(TimeSpan.FromSeconds(Settings.Pause), TimeProvider.System, stop);
            heap.Add((sent, await service.LiveHeapAsync(stop)));
            readings.Add(Stack.Platform, Measure.SoakRequests, sent);
            readings.Add(Stack.Platform, Measure.LiveHeap, heap[^1].Bytes / 1e6);
            await SayAsync(FormattableString.Invariant($"soak: {sent:N0} requests, {heap[^1].Bytes / 1e6:F2} MB live"));
        }

        readings.Add(Stack.Platform, Measure.HeapGrowth, HeapGrowth.AfterFirstTenth(heap) / 1e6);
        return readings;
    }

    private static async Task SendAsync(int port, long requests, CancellationToken stop)
    {
        var left = requests;
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(async _ =>
        {
            using var connection = new LoadConnection();
            await connection.OpenAsync(port, stop);
            while (Interlocked.Decrement(ref left) >= 0)
                await connection.RequestAsync();
        }));
    }
}
