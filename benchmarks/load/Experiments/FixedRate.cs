using System.Threading.Channels;
using Grocery.Load.Arrivals;
using Grocery.Load.Figures;
using Grocery.Load.Requests;
using Grocery.Platform.Comparison.Processes;

namespace Grocery.Platform.Comparison.Experiments;

/// <summary>Loads a service at a rate that it bears, evenly spaced.</summary>
internal static class FixedRate
{
    public const int PerSecond = 2000;

    private const int Connections = 20;
    private static readonly TimeSpan AnswerBound = TimeSpan.FromSeconds(30);

    // The thread that starts requests wakes a millisecond or two late; that is no latency of the service. Beyond, it may be: the machine is shared.
    private static readonly TimeSpan OwnLateness = TimeSpan.FromMilliseconds(2);

    /// <returns>The latencies, from when a request was due, so that a stall counts for all that it delays (coordinated omission).</returns>
    public static async Task<LatencyHistogram> LoadAsync(int port, TimeSpan duration, CancellationToken stop)
    {
        using var bound = new CancellationTokenSource(duration + AnswerBound, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(bound.Token, stop);
        try
        {
            return await LoadBoundedAsync(port, duration, either.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new ComparisonException($"A service did not answer within {AnswerBound.TotalSeconds:F0} s at {PerSecond:N0} requests a second.");
        }
    }

    private static async Task<LatencyHistogram> LoadBoundedAsync(int port, TimeSpan duration, CancellationToken stop)
    {
        var connections = Enumerable.Range(0, Connections).Select(_ => new LoadConnection()).ToArray();
        try
        {
            var free = Channel.CreateUnbounded<LoadConnection>();
            foreach (var connection in connections)
            {
                await connection.OpenAsync(port, stop);
                await free.Writer.WriteAsync(connection, stop);
            }

            var latency = await LoadAsync(free, duration, stop);
            stop.ThrowIfCancellationRequested();
            return latency;
        }
        finally
        {
            foreach (var connection in connections)
                connection.Dispose();
        }
    }

    private static async Task<LatencyHistogram> LoadAsync(Channel<LoadConnection> free, TimeSpan duration, CancellationToken stop)
    {
        var measurements = new Measurements(TimeProvider.System, TimeSpan.Zero, duration);
        await new OpenLoop(ArrivalTimes.Constant([new Stage(duration, PerSecond, PerSecond)]), measurements, AskAsync).RunAsync(stop);
        return measurements.Sum(duration).All.Latency;

        async Task AskAsync(TimeSpan due)
        {
            var latest = due + OwnLateness;
            var start = measurements.Now is var now && now < latest ? now : latest;
            measurements.Begin(start);
            var connection = await free.Reader.ReadAsync(CancellationToken.None);
            await connection.RequestAsync();
            await free.Writer.WriteAsync(connection, CancellationToken.None);
            measurements.Add(new LoadSample(new Step("/"), start, measurements.Now - start, 200, SaysWhenToRetry: false));
        }
    }
}
