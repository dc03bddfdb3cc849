namespace Grocery.AppHost.Load;

/// <summary>
/// Starts visits at a constant rate, whether or not earlier ones have ended: an open loop, as customers are, who do not wait for each
/// other. A visit is told when it was meant to start and counts its latency from then, so that a shop that stalls cannot hide it.
/// </summary>
/// <param name="perSecond">The visits of a second.</param>
/// <param name="log">Whose time counts.</param>
/// <param name="visit">Runs one visit, given when it was meant to start; does not throw.</param>
internal sealed class ArrivalSchedule(double perSecond, LoadLog log, Func<TimeSpan, Task> visit)
{
    // The shortest wait that a timer of .NET keeps; visits that fall into one start together.
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);

    private readonly HashSet<Task> _underWay = [];
    private long _started;

    /// <summary>Runs until it is stopped, and then until all visits have ended; throws what one of them threw against the rule.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        var first = log.Now;
        using var timer = new PeriodicTimer(Tick, TimeProvider.System);
        while (!stop.IsCancellationRequested)
        {
            StartDue(first);
            _underWay.RemoveWhere(started => started.IsCompletedSuccessfully);
            try
            {
                await timer.WaitForNextTickAsync(stop);
            }
            catch (OperationCanceledException)
            {
                // It is stopped.
            }
        }

        await Task.WhenAll(_underWay);
    }

    private void StartDue(TimeSpan first)
    {
        while (true)
        {
            var due = first + TimeSpan.FromSeconds(_started / perSecond);
            if (due > log.Now)
                return;

            _started++;
            _underWay.Add(visit(due));
        }
    }
}
