namespace Grocery.Platform.Health.Tasks;

/// <summary>Leaves a task to itself that did not end in its time. Nothing waits for it: neither it nor a callback on its token need ever return.</summary>
internal static class AbandonedTask
{
    /// <summary>Cancels its token, and disposes the source once it has ended. Whatever it or a callback throws is observed here.</summary>
    public static async Task LeaveAsync(Task running, CancellationTokenSource source)
    {
        using (source)
        {
            await source.CancelAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
