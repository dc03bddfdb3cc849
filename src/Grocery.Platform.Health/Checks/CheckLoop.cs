using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Health.Checks;

/// <summary>Runs one check period after period until the host stops. Should it end before, the snapshot grows stale: down.</summary>
internal sealed class CheckLoop(
    BackgroundCheck check, CheckRunner runner, HealthMetrics metrics, Jitter jitter, TimeProvider time, ILogger logger)
{
    public async Task RunAsync(CancellationToken stopping)
    {
        if (check.Settings.Delay > TimeSpan.Zero)
            await Task.Delay(check.Settings.Delay, time, stopping).ConfigureAwait(false);

        var wait = jitter.First(check.Settings.Period);
        while (true)
        {
            var start = time.GetTimestamp();
            await RunOnceAsync(stopping).ConfigureAwait(false);

            var rest = wait - time.GetElapsedTime(start);
            if (rest > TimeSpan.Zero)
                await Task.Delay(rest, time, stopping).ConfigureAwait(false);

            wait = jitter.Next(check.Settings.Period);
        }
    }

    private async Task RunOnceAsync(CancellationToken stopping)
    {
        var run = await runner.RunAsync(stopping).ConfigureAwait(false);
        var before = check.Snapshot;
        var after = check.Record(run);
        try
        {
            Report(run, before, after);
        }
        catch (Exception)
        {
            // A broken meter listener or log sink leaves no channel to say so, and is no reason to end the check.
        }
    }

    private void Report(CheckRun run, CheckSnapshot? before, CheckSnapshot after)
    {
        metrics.RecordRun(check.Name, run);
        if (after.IsUp == (before?.IsUp ?? true))
            return;

        metrics.RecordTransition(check.Name, after.IsUp);
        if (after.IsUp)
            Log.CheckUp(logger, check.Name);
        else
            Log.CheckDown(logger, check.Name, after.ConsecutiveFailures, after.Description);
    }
}
