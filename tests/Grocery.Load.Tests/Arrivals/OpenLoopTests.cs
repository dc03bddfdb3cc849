using Grocery.Load.Arrivals;
using Grocery.Load.Figures;

namespace Grocery.Load.Tests.Arrivals;

public sealed class OpenLoopTests
{
    private static readonly TimeSpan Gap = TimeSpan.FromMilliseconds(20);
    private readonly Measurements _log = new(TimeProvider.System, TimeSpan.Zero, TimeSpan.FromMinutes(1));

    [Fact]
    public async Task Visits_start_at_their_time_although_none_has_ended()
    {
        var stalled = new TaskCompletionSource();
        var started = new List<(TimeSpan Due, TimeSpan At)>();
        var running = new OpenLoop(Every(Gap, 50), _log, due =>
        {
            started.Add((due, _log.Now));
            return stalled.Task;
        }).RunAsync(CancellationToken.None);

        await Eventually.HoldsAsync(() => started.Count == 50, "all have started");
        Assert.False(running.IsCompleted);
        stalled.SetResult();
        await running;

        Assert.Equal(Every(Gap, 50), started.Select(visit => visit.Due));
        Assert.All(started, visit => Assert.True(visit.At >= visit.Due));
    }

    [Fact]
    public async Task A_stall_of_the_generator_itself_is_told_apart_and_nobody_is_left_out()
    {
        var stall = TimeSpan.FromMilliseconds(300);
        var late = new List<TimeSpan>();
        var loop = new OpenLoop(Every(Gap, 30), _log, due =>
        {
            // Blocks whoever starts visits, once.
            late.Add(_log.Now - due);
            if (due == TimeSpan.Zero)
                SpinWait.SpinUntil(() => _log.Now > stall);

            return Task.CompletedTask;
        })
        {
            OnStart = _log.Start,
        };

        await loop.RunAsync(CancellationToken.None);

        Assert.Equal(30, late.Count);
        Assert.All(late.Skip(1).Take(7), lateness => Assert.True(lateness >= stall / 2));
        Assert.True(_log.Sum(_log.Now).Lateness.Max >= stall - Gap - Gap);
    }

    [Fact]
    public async Task An_arrival_beyond_the_bound_is_dropped_and_told()
    {
        var stalled = new TaskCompletionSource();
        var (started, dropped) = (0, new List<TimeSpan>());
        var running = new OpenLoop(Every(TimeSpan.FromMilliseconds(1), 10), _log, _ =>
        {
            started++;
            return stalled.Task;
        })
        {
            MostAtOnce = 4,
            OnDrop = dropped.Add,
        }.RunAsync(CancellationToken.None);

        await Eventually.HoldsAsync(() => dropped.Count == 6, "the rest is dropped");
        stalled.SetResult();
        await running;

        Assert.Equal(4, started);
        Assert.Equal(Every(TimeSpan.FromMilliseconds(1), 10).Skip(4), dropped);
    }

    [Fact]
    public async Task It_stops_starting_at_once_and_waits_for_what_has_started()
    {
        using var stop = new CancellationTokenSource();
        var (started, open) = (0, new TaskCompletionSource());
        var running = new OpenLoop([TimeSpan.Zero, TimeSpan.FromHours(5)], _log, _ =>
        {
            started++;
            return open.Task;
        }).RunAsync(stop.Token);
        await Eventually.HoldsAsync(() => started == 1, "the first has started");

        await stop.CancelAsync();
        Assert.False(running.IsCompleted);
        open.SetResult();
        await running;

        Assert.Equal(1, started);
    }

    [Fact]
    public async Task What_a_visit_throws_against_the_rule_ends_the_load()
    {
        var loop = new OpenLoop([TimeSpan.Zero, TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(5)], _log, _ => throw new InvalidOperationException("a bug"));

        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => loop.RunAsync(new CancellationTokenSource(TimeSpan.FromMinutes(1), TimeProvider.System).Token));

        Assert.Equal("a bug", thrown.Message);
    }

    private static TimeSpan[] Every(TimeSpan gap, int count) => [.. Enumerable.Range(0, count).Select(number => number * gap)];
}
