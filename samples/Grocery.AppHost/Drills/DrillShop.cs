using Grocery.AppHost.Shop;

namespace Grocery.AppHost.Drills;

/// <summary>A shop with what drills need around it: a collector that can die, and, where asked for, a clock that can be set.</summary>
internal sealed class DrillShop : IAsyncDisposable
{
    private static readonly TimeSpan ClockBound = TimeSpan.FromSeconds(2);

    private DrillShop(RunningShop shop, Collector collector, ServiceClock? clock) => (Shop, Collector, Clock) = (shop, collector, clock);

    public RunningShop Shop { get; }

    public Collector Collector { get; }

    /// <summary>Gets the clock of all services.</summary>
    public ServiceClock? Clock { get; }

    /// <summary>Starts a shop for all drills that can share one.</summary>
    /// <inheritdoc cref="StartAsync(Drill, ShopSettings, TextWriter, CancellationToken)" path="/exception"/>
    public static Task<DrillShop> StartAsync(ShopSettings settings, TextWriter output, CancellationToken stop) => StartAsync(settings, clock: null, output, stop);

    /// <summary>Starts a shop with what one drill needs.</summary>
    /// <exception cref="ShopException">The shop cannot start, PostgreSQL is missing, or the library for the clock.</exception>
    public static Task<DrillShop> StartAsync(Drill drill, ShopSettings settings, TextWriter output, CancellationToken stop)
    {
        var clock = drill.NeedsClock ? new ServiceClock() : null;
        Dictionary<string, string> environment = new([.. settings.Environment, .. drill.Environment, .. clock is null ? [] : clock.Environment.ToArray()]);
        return StartAsync(settings with { Environment = environment }, clock, output, stop);
    }

    /// <summary>Reads something on the management port of a service.</summary>
    public async Task<string> AskAsync(string service, string path, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = Shop.Service(service).Current.ManagementAddress };
        return await client.GetStringAsync(new Uri(path, UriKind.Relative), cancellationToken);
    }

    /// <summary>Reads what time it is to a service.</summary>
    /// <returns><see langword="null"/> when it does not answer in time, or without a date.</returns>
    public async Task<DateTimeOffset?> ReadClockAsync(string service, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = Shop.Service(service).Current.ManagementAddress, Timeout = ClockBound };
        try
        {
            using var response = await client.GetAsync(new Uri("/health/live", UriKind.Relative), cancellationToken);
            return response.Headers.Date;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Shop.DisposeAsync();
        await Collector.DisposeAsync();
        Clock?.Dispose();
    }

    private static async Task<DrillShop> StartAsync(ShopSettings settings, ServiceClock? clock, TextWriter output, CancellationToken stop)
    {
        Collector? collector = null;
        try
        {
            collector = await Collector.StartAsync();
            var shop = await RunningShop.StartAsync(settings with { TelemetryEndpoint = collector.Address }, output, stop);
            if (shop.HasDatabase)
                return new DrillShop(shop, collector, clock);

            await shop.DisposeAsync();
            throw new ShopException($"Drills need PostgreSQL, and the shop is {shop.Storage}.");
        }
        catch
        {
            clock?.Dispose();
            if (collector is not null)
                await collector.DisposeAsync();

            throw;
        }
    }
}
