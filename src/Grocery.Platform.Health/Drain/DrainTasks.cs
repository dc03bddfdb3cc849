using Grocery.Platform.Health.Tasks;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Health.Drain;

/// <summary>Runs the drain tasks, once and in parallel, within a bound.</summary>
internal sealed class DrainTasks(IEnumerable<IDrainTask> tasks, TimeProvider time, ILogger<DrainTasks> logger)
{
    // What a task has to react to its token.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private readonly Entry[] _entries = [.. tasks.Select(task => new Entry(task))];

    public bool IsEmpty => _entries.Length == 0;

    /// <summary>Gets each task with how far it is: <c>waiting</c>, <c>running</c>, <c>done</c>, <c>failed</c> or <c>abandoned</c>.</summary>
    public IEnumerable<(string Name, string Progress)> Progress => _entries.Select(entry => (entry.Task.Name, entry.Progress));

    /// <summary>Throws when a name is blank or that of two tasks.</summary>
    /// <exception cref="PlatformConfigurationException">It lists every such name.</exception>
    public void ThrowIfMisnamed()
    {
        string[] problems = [.. TaskNames.FindProblems([.. _entries.Select(entry => entry.Task.Name)], DrainOptions.Section, "drain task")];
        if (problems.Length > 0)
            throw new PlatformConfigurationException(problems);
    }

    /// <summary>Runs them until all have ended, or <paramref name="longest"/> is over, or the token is cancelled. Never throws.</summary>
    public async Task RunAsync(TimeSpan longest, CancellationToken stopping)
    {
        // Linked to nothing: what throws or blocks in a callback of a task must not do so where the stop is told or timed.
        var source = new CancellationTokenSource();
        var token = source.Token;
        var all = Task.WhenAll(_entries.Select(entry => RunAsync(entry, token)));
        try
        {
            await all.WaitAsync(longest, time, stopping).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            _ = AbandonedTask.LeaveAsync(all, source);
            await WaitAsync(all, Grace).ConfigureAwait(false);
        }

        foreach (var entry in _entries.Where(entry => entry.TryAbandon()))
            Log.DrainTaskAbandoned(logger, entry.Task.Name);
    }

    private async Task WaitAsync(Task all, TimeSpan longest)
    {
        try
        {
            await all.WaitAsync(longest, time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // Told by the entries.
        }
    }

    private async Task RunAsync(Entry entry, CancellationToken token)
    {
        entry.Progress = "running";
        try
        {
            // On another thread, so that one that blocks its thread does not hold up the others.
            await Task.Run(() => entry.Task.RunAsync(token), CancellationToken.None).ConfigureAwait(false);
            entry.Progress = "done";
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

        public bool TryAbandon() => Interlocked.CompareExchange(ref _progress, "abandoned", "running") == "running";
    }
}
