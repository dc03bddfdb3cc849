using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Health.Drain;

/// <summary>Runs the drain tasks, once and in parallel, until a bound.</summary>
internal sealed class DrainTasks(IEnumerable<IDrainTask> tasks, TimeProvider time, ILogger<DrainTasks> logger)
{
    private readonly Entry[] _entries = [.. tasks.Select(task => new Entry(task))];

    public bool IsEmpty => _entries.Length == 0;

    /// <summary>Gets each task with how far it is: <c>waiting</c>, <c>running</c>, <c>done</c>, <c>failed</c> or <c>abandoned</c>.</summary>
    public IEnumerable<(string Name, string Progress)> Progress => _entries.Select(entry => (entry.Task.Name, entry.Progress));

    /// <summary>Runs them until all have ended or the token is cancelled. Never throws.</summary>
    public Task RunAsync(CancellationToken stopping) => Task.WhenAll(_entries.Select(entry => RunAsync(entry, stopping)));

    private async Task RunAsync(Entry entry, CancellationToken stopping)
    {
        entry.Progress = "running";
        var start = time.GetTimestamp();

        // On another thread, so that one that blocks its thread does not hold up the others.
        var running = Task.Run(() => entry.Task.RunAsync(stopping), CancellationToken.None);
        try
        {
            await running.WaitAsync(stopping).ConfigureAwait(false);
            entry.Progress = "done";
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            entry.Progress = "abandoned";
            var duration = time.GetElapsedTime(start);
            Log.DrainTaskAbandoned(logger, entry.Task.Name, duration);
        }
        catch (Exception exception)
        {
            entry.Progress = "failed";
            Log.DrainTaskFailed(logger, entry.Task.Name, exception);
        }
    }

    private sealed class Entry(IDrainTask task)
    {
        private volatile string _progress = "waiting";

        public IDrainTask Task => task;

        public string Progress
        {
            get => _progress;
            set => _progress = value;
        }
    }
}
