using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Health.Liveness;

/// <summary>Measures, from a thread of its own, how long the thread pool takes to start a work item: starved, it serves no request.</summary>
internal sealed class ThreadPoolWatch(
    IOptions<HealthOptions> health, IOptions<LivenessOptions> liveness, TimeProvider time, ILogger<ThreadPoolWatch> logger)
    : IHostedService, IThreadPoolWorkItem, IDisposable
{
    private const long None = -1;

    // Not by the TimeProvider: its timers fire on the thread pool that is watched.
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly ManualResetEvent _stop = new(false);
    private Thread? _thread;

    // When the work item was queued that has not started yet. Written by the watch, and by the work item once it starts.
    private long _queued = None;
    private long _delayTicks;
    private bool _isStarved;
    private bool _isDisposed;

    /// <summary>Gets how long the last work item took to start, or how long the one has waited that has not.</summary>
    public TimeSpan Delay
    {
        get
        {
            var last = new TimeSpan(Volatile.Read(ref _delayTicks));
            var waiting = Waiting();
            return waiting > last ? waiting : last;
        }
    }

    public bool IsStarved => Delay > liveness.Value.MaxDelay;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (health.Value.Enabled && liveness.Value.Enabled)
        {
            _thread = new Thread(Run) { IsBackground = true, Name = "Grocery.Platform liveness" };
            _thread.Start();
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        TryStop();
        return Task.CompletedTask;
    }

    /// <summary>Is what the thread pool has to start.</summary>
    public void Execute()
    {
        Volatile.Write(ref _delayTicks, Waiting().Ticks);
        Volatile.Write(ref _queued, None);
    }

    public void Dispose()
    {
        // It is registered twice, as itself and as a hosted service, and so disposed twice.
        if (!TryStop(isLast: true))
            return;

        // It may be in a log sink that blocks.
        if (_thread is null || _thread.Join(LongestStop))
            _stop.Dispose();
    }

    // A host may be stopped while another thread disposes of it.
    private bool TryStop(bool isLast = false)
    {
        lock (_lock)
        {
            if (_isDisposed)
                return false;

            _isDisposed = isLast;
            _stop.Set();
            return true;
        }
    }

    private TimeSpan Waiting() =>
        Volatile.Read(ref _queued) is not None and var queued ? time.GetElapsedTime(queued) : TimeSpan.Zero;

    private void Run()
    {
        while (!_stop.WaitOne(Interval))
        {
            if (Volatile.Read(ref _queued) == None)
            {
                Volatile.Write(ref _queued, time.GetTimestamp());
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
            }

            ReportChange();
        }
    }

    private void ReportChange()
    {
        var delay = Delay;
        var isStarved = delay > liveness.Value.MaxDelay;
        if (isStarved == _isStarved)
            return;

        _isStarved = isStarved;
        try
        {
            if (isStarved)
                Log.ThreadPoolStarved(logger, delay, ThreadPool.ThreadCount, ThreadPool.PendingWorkItemCount);
            else
                Log.ThreadPoolRecovered(logger);
        }
        catch (Exception)
        {
            // On a thread of our own, what a log sink throws would end the process.
        }
    }
}
