using Grocery.AppHost.Shop;
using Grocery.Load.Arrivals;
using Grocery.Load.Requests;
using Grocery.Load.Scenarios;
using Grocery.Load.Shop;

namespace Grocery.AppHost.Load;

/// <summary>Steady traffic on a running shop, from when it is created until it is stopped.</summary>
internal sealed class SteadyLoad : IAsyncDisposable
{
    private readonly HttpClient _storefront;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _running;

    private SteadyLoad(HttpClient storefront, ScenarioMix mix, LoadLog log, double perSecond)
    {
        _storefront = storefront;
        Log = log;
        _running = new OpenLoop(ArrivalTimes.Constant([Stage.Endless(perSecond)]), log, mix.VisitAsync).RunAsync(_stopping.Token);
    }

    public LoadLog Log { get; }

    /// <summary>Creates a client of the storefront that waits for ever: who uses it has a bound of its own.</summary>
    public static HttpClient CreateClient(RunningShop shop) => LoadClient.Create(shop.Service("storefront").Address);

    /// <summary>Starts so many visits a second.</summary>
    /// <exception cref="ShopException">The shop is in memory.</exception>
    public static async Task<SteadyLoad> StartAsync(RunningShop shop, double perSecond, CancellationToken cancellationToken)
    {
        var goods = await LoadGoods.PrepareAsync(shop, cancellationToken);
        var (storefront, log) = (CreateClient(shop), new LoadLog());
        var journeys = new ShopJourneys(new TokenShoppers(storefront, shop.Configuration.Keys, log), goods);
        return new SteadyLoad(storefront, new ScenarioMix(journeys.ToScenarios(ShopJourneys.Weights), Random.Shared), log, perSecond);
    }

    /// <summary>Ends the traffic, and waits for the answers that are outstanding.</summary>
    public async Task StopAsync()
    {
        await _stopping.CancelAsync();
        await _running;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _storefront.Dispose();
        _stopping.Dispose();
    }
}
