using Grocery.AppHost.Shop;
using Grocery.AppHost.Telemetry;

namespace Grocery.AppHost.Console;

/// <summary>The live picture of a running shop, and the buttons to break it.</summary>
internal sealed class ShopConsole : IAsyncDisposable
{
    private static readonly TimeSpan TailPeriod = TimeSpan.FromMilliseconds(250);

    private readonly CancellationTokenSource _stopping = new();
    private readonly ShopWatch _watch;
    private readonly ConsoleServer _server;
    private readonly Task _tailing;

    private ShopConsole(ShopWatch watch, ConsoleServer server, LogTail tail, Happenings happenings, int port)
    {
        (_watch, _server) = (watch, server);
        Address = new Uri($"http://localhost:{port}");
        _tailing = Repeat.RunAsync(
            _ =>
            {
                tail.ReadOnce();
                return Task.CompletedTask;
            },
            TailPeriod,
            exception => happenings.Add("bad", $"The logs cannot be read: {exception.Message}"),
            TimeProvider.System,
            _stopping.Token);
    }

    public Uri Address { get; }

    /// <param name="shop">The shop to show.</param>
    /// <param name="stores">Where the telemetry of the shop arrives.</param>
    /// <param name="port">The port of the page, on loopback.</param>
    public static async Task<ShopConsole> StartAsync(RunningShop shop, TelemetryStores stores, int port, CancellationToken cancellationToken)
    {
        var happenings = new Happenings(TimeProvider.System);
        var switches = new ShopSwitches(shop);
        var watch = new ShopWatch(shop, switches, stores, happenings, TimeProvider.System);
        try
        {
            var server = await ConsoleServer.StartAsync(port, watch, stores, new ShopActions(shop, switches, happenings), cancellationToken);
            return new ShopConsole(watch, server, new LogTail(shop.LogFolder, stores.Logs), happenings, port);
        }
        catch
        {
            await watch.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _stopping.CancelAsync();
        await _tailing;
        await _watch.DisposeAsync();
        _stopping.Dispose();
    }
}
