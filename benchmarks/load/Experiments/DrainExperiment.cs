using Grocery.Load.Arrivals;
using Grocery.Load.Requests;
using Grocery.Platform.Comparison.Processes;
using Grocery.Platform.Comparison.Results;
using Grocery.Platform.Comparison.Stacks;

namespace Grocery.Platform.Comparison.Experiments;

/// <summary>
/// Stops services. Once under load, which goes on for two seconds after SIGTERM, as it does until a load balancer has learned of it; the platform is told to
/// serve for three. And without load and without such a window, to measure how long the stop itself takes while the collector is up, down or silent.
/// </summary>
internal sealed class DrainExperiment(ComparisonSettings settings, Collector collector, TextWriter progress) : Experiment(settings, collector, progress)
{
    public const int PerSecond = 500;

    public static readonly TimeSpan Notice = TimeSpan.FromSeconds(2);

    public static readonly TimeSpan Window = TimeSpan.FromSeconds(3);

    private const int TelemetryRequests = 200;
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan AnswerBound = TimeSpan.FromSeconds(5);

    public override int Rounds => Settings.FewRounds;

    public override async Task<Readings> RunAsync(CancellationToken stop)
    {
        var readings = new Readings();
        await AlternateAsync(DistinctStacks(), Rounds, async (stack, round) =>
        {
            await SayAsync($"drain: round {round} of {Rounds}, {stack}");
            await DrainAsync(stack, readings, stop);
            readings.Add(stack, Measure.StopTime, await StopAsync(stack, Collector.Up, stop));
            readings.Add(stack, Measure.StopTimeCollectorDown, await StopAsync(stack, Collector.Down, stop));
            readings.Add(stack, Measure.StopTimeCollectorSilent, await StopAsync(stack, Collector.Silent, stop));
        });
        return readings;
    }

    private async Task DrainAsync(Stack stack, Readings readings, CancellationToken stop)
    {
        using var service = new ServiceProcess(stack, Collector.Up, Window);
        await service.StartedAsync(stop);
        using var client = LoadClient.Create(service.Address);
        var log = new DrainLog();
        var sender = new RequestSender(client, log, AnswerBound, stop);
        var loop = new OpenLoop(
            ArrivalTimes.Constant([new Stage(Before + Notice, PerSecond, PerSecond)]),
            log,
            due => sender.SendAsync(new Step("/work"), new HttpRequestMessage(HttpMethod.Get, "/work"), due));
        var load = loop.RunAsync(stop);
        TimeSpan signalled, stopTime;
        try
        {
            await Task.Delay(Before, TimeProvider.System, stop);
            signalled = log.Now;
            stopTime = await service.StopAsync(stop);
        }
        finally
        {
            await load;
        }

        readings.Add(stack, Measure.DrainTime, stopTime.TotalMilliseconds);
        readings.Add(stack, Measure.SentAfterSignal, log.CountAfter(signalled));
        readings.Add(stack, Measure.Refused, log.Refused);
        readings.Add(stack, Measure.Broken, log.Broken);
    }

    // Every request leaves telemetry that has not been sent yet.
    private static async Task<double> StopAsync(Stack stack, Uri collector, CancellationToken stop)
    {
        using var service = new ServiceProcess(stack, collector);
        await service.StartedAsync(stop);
        using var client = LoadClient.Create(service.Address);
        for (var i = 0; i < TelemetryRequests; i++)
            (await client.GetAsync(new Uri("/", UriKind.Relative), stop)).EnsureSuccessStatusCode().Dispose();

        return (await service.StopAsync(stop)).TotalMilliseconds;
    }
}
