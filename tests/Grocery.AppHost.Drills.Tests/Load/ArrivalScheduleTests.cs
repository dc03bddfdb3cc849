using Grocery.AppHost.Load;
using Grocery.Platform.TestSupport;

namespace Grocery.AppHost.Drills.Tests.Load;

public sealed class ArrivalScheduleTests
{
    private const double PerSecond = 50;

    [Fact]
    public async Task Visits_start_at_their_time_although_none_has_ended()
    {
        var log = new LoadLog();
        var stalled = new TaskCompletionSource();
        var started = new List<TimeSpan>();
        using var stopping = new CancellationTokenSource();
        var running = new ArrivalSchedule(PerSecond, log, start =>
        {
            started.Add(start);
            return stalled.Task;
        }).RunAsync(stopping.Token);

        await Eventually.HoldsAsync(() => log.Now > TimeSpan.FromSeconds(1), "a second passes");
        await stopping.CancelAsync();
        Assert.False(running.IsCompleted);
        stalled.SetResult();
        await running;

        Assert.InRange(started.Count, PerSecond, PerSecond * (log.Now.TotalSeconds + 1));
        Assert.All(started.Zip(started.Skip(1)), pair => Assert.Equal(1 / PerSecond, (pair.Second - pair.First).TotalSeconds, 1e-6));
    }

    [Fact]
    public async Task A_stall_of_the_generator_itself_counts_as_latency()
    {
        var log = new LoadLog();
        var stall = TimeSpan.FromMilliseconds(300);
        using var stopping = new CancellationTokenSource();
        TimeSpan? first = null;
        var running = new ArrivalSchedule(PerSecond, log, start =>
        {
            // Blocks whoever starts visits, once.
            if (first is null)
            {
                first = start;
                SpinWait.SpinUntil(() => log.Now > start + stall);
            }

            log.Add(new LoadSample("visit", start, log.Now - start, 200, SaysWhenToRetry: false));
            return Task.CompletedTask;
        }).RunAsync(stopping.Token);

        await Eventually.HoldsAsync(() => log.Now > 2 * stall, "it goes on");
        await stopping.CancelAsync();
        await running;

        var late = log.Between(first!.Value, first.Value + (stall / 2));
        Assert.InRange(late.Count, 5, 9);
        Assert.All(late, sample => Assert.True(sample.Latency >= stall / 2));
    }
}
