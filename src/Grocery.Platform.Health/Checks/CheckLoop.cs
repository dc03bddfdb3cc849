namespace Grocery.Platform.Health.Checks;

/// <summary>Gives one check its turn, period after period, until the host stops. Should it end before, the snapshot grows stale: down.</summary>
internal sealed class CheckLoop(CheckTurn turn, Jitter jitter, TimeProvider time)
{
    public async Task RunAsync(CancellationToken stopping)
    {
        var settings = turn.Check.Settings;
        if (settings.Delay > TimeSpan.Zero)
            await Task.Delay(settings.Delay, time, stopping).ConfigureAwait(false);

        var wait = jitter.First(settings.Period);
        while (true)
        {
            var start = time.GetTimestamp();
            turn.Check.BeginTurn();
            await turn.TakeAsync(stopping).ConfigureAwait(false);

            var rest = wait - time.GetElapsedTime(start);
            if (rest > TimeSpan.Zero)
                await Task.Delay(rest, time, stopping).ConfigureAwait(false);

            wait = jitter.Next(settings.Period);
        }
    }
}
