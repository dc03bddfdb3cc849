using Grocery.AppHost.Load;
using Grocery.AppHost.Shop;

namespace Grocery.Slo.Tests.Live;

/// <summary>The running shop after some visits, so that each service has measured something of all that it does.</summary>
public sealed class BusyShop : IAsyncLifetime
{
    private const double VisitsPerSecond = 20;
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(90);
    private static readonly Uri Statistics = new("/statistics", UriKind.Relative);

    private RunningShop? _shop;

    /// <summary>Gets where each service shows its metrics.</summary>
    internal IReadOnlyDictionary<string, Uri> Metrics { get; private set; } = new Dictionary<string, Uri>();

    public async ValueTask InitializeAsync()
    {
        var stop = TestContext.Current.CancellationToken;
        _shop = await RunningShop.StartAsync(ShopSettings.OnFreePorts(), TextWriter.Null, stop);
        Metrics = _shop.Services.ToDictionary(service => service.Name, service => new Uri(service.Current.ManagementAddress, "/metrics"));

        using var summary = new HttpClient { BaseAddress = _shop.Service("summary").Address };
        using var order = new HttpClient { BaseAddress = Metrics["order"] };
        await using var load = await SteadyLoad.StartAsync(_shop, VisitsPerSecond, stop);
        await Eventually.HoldsAsync(
            async () => (await ReadAsync(order, Metrics["order"], stop)).Contains("shop_orders_created_total{", StringComparison.Ordinal),
            "somebody has ordered",
            Bound);

        // On a machine that is short of time the first answer may be that order was too slow.
        await Eventually.HoldsAsync(async () => (await ReadAsync(summary, Statistics, stop)).Length > 0, "there are statistics", Bound);
    }

    public async ValueTask DisposeAsync()
    {
        if (_shop is not null)
            await _shop.DisposeAsync();
    }

    private static async Task<string> ReadAsync(HttpClient client, Uri address, CancellationToken stop)
    {
        using var answer = await client.GetAsync(address, stop);
        return answer.IsSuccessStatusCode ? await answer.Content.ReadAsStringAsync(stop) : "";
    }
}
