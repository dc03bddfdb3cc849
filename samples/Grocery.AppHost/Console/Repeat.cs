namespace Grocery.AppHost.Console;

/// <summary>Work that is done again and again until it is stopped, whatever goes wrong with it.</summary>
internal static class Repeat
{
    /// <param name="work">What to do, at once and after each period.</param>
    /// <param name="tell">Told of a failure, once until the work succeeds or fails otherwise.</param>
    public static async Task RunAsync(
        Func<CancellationToken, Task> work, TimeSpan period, Action<Exception> tell, TimeProvider time, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(period, time);
        string? told = null;
        try
        {
            do
                told = await TryAsync(work, told, tell, stop);
            while (await timer.WaitForNextTickAsync(stop));
        }
        catch (Exception) when (stop.IsCancellationRequested)
        {
            // It is stopped, and so is what it was at.
        }
    }

    /// <returns>The failure that was told and still lasts, or <see langword="null"/>.</returns>
    private static async Task<string?> TryAsync(
        Func<CancellationToken, Task> work, string? told, Action<Exception> tell, CancellationToken stop)
    {
        try
        {
            await work(stop);
            return null;
        }
        catch (Exception exception) when (!stop.IsCancellationRequested)
        {
            if (exception.Message != told)
                tell(exception);

            return exception.Message;
        }
    }
}
