using Grocery.AppHost.Shop;

namespace Grocery.AppHost.Load;

/// <summary>Steady traffic at a terminal, with a line of figures every ten seconds.</summary>
internal sealed class LoadRun(RunningShop shop, double perSecond, TextWriter output)
{
    public const int DefaultPerSecond = 20;
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    /// <summary>Runs until it is stopped.</summary>
    /// <exception cref="ShopException">The shop is in memory.</exception>
    public async Task RunAsync(CancellationToken stop)
    {
        await using var load = await SteadyLoad.StartAsync(shop, perSecond, stop);
        using var timer = new PeriodicTimer(Period, TimeProvider.System);
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
                await output.WriteLineAsync($"load {new LoadFigures(load.Log.Take(), Period)}");
        }
        catch (OperationCanceledException)
        {
            // The shop closes.
        }
    }
}
