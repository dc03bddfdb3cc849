using System.Runtime.ExceptionServices;
using Grocery.Load.Requests;

namespace Grocery.Load.Arrivals;

/// <summary>
/// Starts visits at their times, whether or not earlier ones have ended, as customers come, who do not wait for each other. A visit is told when it
/// was meant to start and counts its latency from then, so that neither a service that stalls nor the generator itself can hide a delay.
/// </summary>
/// <param name="arrivals">When visits are meant to start, by the time of the log.</param>
/// <param name="log">Whose time counts.</param>
/// <param name="visit">Runs one visit, given when it was meant to start; does not throw.</param>
internal sealed class OpenLoop(IEnumerable<TimeSpan> arrivals, IRequestLog log, Func<TimeSpan, Task> visit)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    // All visits under way, and one for the loop itself.
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _underWay = 1;
    private ExceptionDispatchInfo? _failure;

    /// <summary>Gets how many visits may be under way; an arrival beyond is dropped.</summary>
    public int MostAtOnce { get; init; } = int.MaxValue - 1;

    /// <summary>Gets what learns that a visit starts, given when it was meant to.</summary>
    public Action<TimeSpan> OnStart { get; init; } = static _ => { };

    /// <summary>Gets what learns that an arrival was dropped, given when it was meant to start.</summary>
    public Action<TimeSpan> OnDrop { get; init; } = static _ => { };

    /// <summary>Runs until the last arrival or until it is stopped, and then until all visits have ended; throws what one of them threw against the rule.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        // A thread that waits by itself wakes within a millisecond; the timers of .NET took 3 to 15.
        await Task.Factory.StartNew(() => StartAll(stop), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        EndOne();
        await _ended.Task;
        _failure?.Throw();
    }

    private void StartAll(CancellationToken stop)
    {
        foreach (var due in arrivals)
        {
            if (!WaitUntil(due, stop) || _failure is not null)
                return;

            if (Volatile.Read(ref _underWay) > MostAtOnce)
            {
                OnDrop(due);
                continue;
            }

            Interlocked.Increment(ref _underWay);
            OnStart(due);
            _ = VisitAsync(due);
        }
    }

    private bool WaitUntil(TimeSpan due, CancellationToken stop)
    {
        while (due - log.Now is var left && left > TimeSpan.Zero)
        {
            var wait = left < LongestWait ? left : LongestWait;
            if (stop.WaitHandle.WaitOne((int)Math.Ceiling(wait.TotalMilliseconds)))
                return false;
        }

        return !stop.IsCancellationRequested;
    }

    private async Task VisitAsync(TimeSpan due)
    {
        try
        {
            await visit(due);
        }
        catch (Exception exception)
        {
            _failure ??= ExceptionDispatchInfo.Capture(exception);
        }
        finally
        {
            EndOne();
        }
    }

    private void EndOne()
    {
        if (Interlocked.Decrement(ref _underWay) == 0)
            _ended.TrySetResult();
    }
}
