using System.Collections.Concurrent;
using System.Diagnostics;

namespace Grocery.AppHost.Processes;

/// <summary>
/// Starts every child from one thread that ends only with this process. Linux signals the death of a parent when the starting
/// <em>thread</em> ends, so children started from the thread pool would be stopped as soon as the pool shrinks.
/// </summary>
internal static class StartThread
{
    private static readonly BlockingCollection<(Process Process, TaskCompletionSource Started)> Queue = [];

    static StartThread() => new Thread(Run) { IsBackground = true, Name = "start of children" }.Start();

    public static Task StartAsync(Process process)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Queue.Add((process, started));
        return started.Task;
    }

    private static void Run()
    {
        foreach (var (process, started) in Queue.GetConsumingEnumerable())
        {
            try
            {
                process.Start();
                started.SetResult();
            }
            catch (Exception exception) when (exception is System.ComponentModel.Win32Exception or InvalidOperationException)
            {
                started.SetException(exception);
            }
        }
    }
}
