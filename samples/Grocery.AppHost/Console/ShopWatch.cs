using Grocery.AppHost.Shop;
using Grocery.AppHost.Telemetry;

namespace Grocery.AppHost.Console;

/// <summary>Keeps the picture of the shop up to date.</summary>
internal sealed class ShopWatch : IAsyncDisposable
{
    private const int TracesShown = 60;
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private readonly RunningShop _shop;
    private readonly ShopSwitches _switches;
    private readonly TelemetryStores _stores;
    private readonly Happenings _happenings;
    private readonly TimeProvider _time;
    private readonly ServiceWatch[] _services;
    private readonly CancellationTokenSource _stopping = new();
    private readonly DateTimeOffset _start;
    private readonly Task _watching;

    public ShopWatch(RunningShop shop, ShopSwitches switches, TelemetryStores stores, Happenings happenings, TimeProvider time)
    {
        (_shop, _switches, _stores, _happenings, _time, _start) = (shop, switches, stores, happenings, time, time.GetUtcNow());
        _services = [.. shop.Services.Select(service => new ServiceWatch(service, NameOf, happenings, time))];
        _watching = Task.WhenAll(_services.Select(WatchAsync));
    }

    /// <param name="filter">Which traces: <c>requests</c>, <c>several</c> for those over several services, <c>errors</c>, or anything else for all.</param>
    public ShopPicture Draw(string filter)
    {
        ServicePicture[] services = [.. _services.Select(watch => watch.Picture)];
        return new ShopPicture(
            _shop.Storage,
            Math.Round((_time.GetUtcNow() - _start).TotalSeconds),
            services,
            _stores.Traffic.Read(),
            [.. services.SelectMany(service => service.Calls)],
            _stores.Business.Read(),
            _switches.Read(),
            [.. _switches.Oddities(), .. services.SelectMany(service => service.Faults)],
            _stores.Traces.List(Matching(filter), TracesShown),
            _happenings.List());
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _watching;
        foreach (var watch in _services)
            watch.Dispose();
        _stopping.Dispose();
    }

    private static Func<TraceSummary, bool> Matching(string filter) => filter switch
    {
        "errors" => trace => trace.IsError,
        "requests" => trace => trace.IsRequest,
        "several" => trace => trace.Services > 1,
        _ => _ => true,
    };

    private string NameOf(Uri destination) =>
        _shop.Services.FirstOrDefault(service => service.Balancer.Port == destination.Port)?.Name ?? destination.Authority;

    private Task WatchAsync(ServiceWatch watch) => Repeat.RunAsync(
        watch.LookAsync,
        Period,
        exception => _happenings.Add("bad", $"The console cannot look at {watch.Picture.Name}, and shows it as it was: {exception.Message}"),
        _time,
        _stopping.Token);
}
