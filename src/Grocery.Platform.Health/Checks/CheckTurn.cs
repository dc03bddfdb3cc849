using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Health.Checks;

/// <summary>Runs one check once, records what came of it, and reports that. Never two at once.</summary>
internal sealed class CheckTurn(BackgroundCheck check, CheckRunner runner, HealthMetrics metrics, ILogger logger)
{
    public BackgroundCheck Check => check;

    /// <summary>Takes the turn.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="stopping"/> was cancelled; nothing else is thrown.</exception>
    public async Task TakeAsync(CancellationToken stopping)
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
