using Grocery.AppHost.Load;
using Grocery.Load.Requests;

namespace Grocery.AppHost.Drills;

/// <summary>One run of one drill on a running shop.</summary>
internal sealed class DrillRun(Drill drill, DrillShop shop, DrillTimes times)
{
    // What a process does for the first time takes longer, on a busy machine longer than its callers wait.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan WarmUpBound = TimeSpan.FromMinutes(1);

    // Longer than any drill allows.
    private static readonly TimeSpan RecoveryBound = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan FillingBound = TimeSpan.FromMinutes(2);

    private bool _isConcluded;

    /// <exception cref="ShopException">Something of the drill itself went wrong.</exception>
    public async Task<DrillReport> RunAsync(CancellationToken cancellationToken)
    {
        await drill.PrepareAsync(shop, cancellationToken);
        try
        {
            using var contest = new BuyerContest(shop.Shop);
            await contest.PrepareAsync(FillingBound, cancellationToken);
            await using var load = await SteadyLoad.StartAsync(shop.Shop, times.PerSecond, cancellationToken);
            return await RunAsync(contest, load, cancellationToken);
        }
        finally
        {
            await ConcludeAsync();
        }
    }

    private async Task<DrillReport> RunAsync(BuyerContest contest, SteadyLoad load, CancellationToken cancellationToken)
    {
        await WarmUpAsync(load.Log, cancellationToken);
        var began = load.Log.Now;
        await Task.Delay(times.Before, TimeProvider.System, cancellationToken);

        var broke = load.Log.Now;
        var buying = contest.RunAsync(cancellationToken);
        try
        {
            await Task.WhenAll(
                drill.BreakAsync(shop, times.During, cancellationToken), Task.Delay(times.During, TimeProvider.System, cancellationToken));
        }
        finally
        {
            // Also when the drill itself fails: the next one finds the shop whole.
            await drill.HealAsync(shop, CancellationToken.None);
        }

        var healed = load.Log.Now;
        await Task.Delay(times.After, TimeProvider.System, cancellationToken);
        await RecoverAsync(load.Log, healed, cancellationToken);
        var bought = await buying;

        // Under load still: it changes the shop back.
        await ConcludeAsync();
        var ended = load.Log.Now;
        await load.StopAsync();
        return new DrillReport(drill, Measure(load.Log, began, broke, healed, ended, bought));
    }

    private async Task ConcludeAsync()
    {
        if (_isConcluded)
            return;

        _isConcluded = true;
        await drill.ConcludeAsync(shop, CancellationToken.None);
    }

    private static async Task WarmUpAsync(LoadLog log, CancellationToken cancellationToken)
    {
        do
            await Task.Delay(WarmUp, TimeProvider.System, cancellationToken);
        while (log.Now < WarmUpBound && log.Between(log.Now - (2 * WarmUp), log.Now).Any(sample => sample.IsFailed));
    }

    private static async Task RecoverAsync(LoadLog log, TimeSpan healed, CancellationToken cancellationToken)
    {
        while (log.Now - healed < RecoveryBound && Recovery.MeasureSoFar(log, healed) is null)
            await Task.Delay(Look, TimeProvider.System, cancellationToken);
    }

    private static DrillRecord Measure(LoadLog log, TimeSpan began, TimeSpan broke, TimeSpan healed, TimeSpan ended, ContestResult contest)
    {
        // A request that was under way when the fault began is one of the fault.
        var early = log.Between(began, broke).ToLookup(sample => sample.Start + sample.Latency < broke);
        LoadSample[] during = [.. early[false], .. log.Between(broke, healed)];
        var after = log.Between(healed, ended);
        return new DrillRecord(
            log.Began,
            new LoadFigures([.. early[true]], broke - began),
            new LoadFigures(during, healed - broke),
            new LoadFigures(after, ended - healed),
            [.. during, .. after],
            healed,
            Recovery.Measure(after, healed, ended),
            contest);
    }
}
