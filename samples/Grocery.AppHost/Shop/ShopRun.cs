using Grocery.AppHost.Console;
using Grocery.AppHost.Load;
using Grocery.AppHost.Processes;
using Grocery.AppHost.Telemetry;

namespace Grocery.AppHost.Shop;

/// <summary>One run of the shop at a terminal: opens it, waits for the order to stop, and leaves nothing behind.</summary>
internal sealed class ShopRun(AppHostArguments arguments, TextWriter output, CancellationToken asked)
{
    /// <returns>The exit code.</returns>
    /// <exception cref="ShopException">The shop could not start; what had started is stopped.</exception>
    public async Task<int> RunAsync()
    {
        if (OperatingSystem.IsWindows())
            throw new ShopException("The shop runs on Linux and macOS; on Windows use WSL, or 'dotnet run' one service.");

        var began = TimeProvider.System.GetTimestamp();
        RequireFreePorts();
        try
        {
            var stores = new TelemetryStores(TimeProvider.System);
            await using var receiver = await TelemetryReceiver.StartAsync(stores, asked);
            var settings = arguments.Shop with { TelemetryEndpoint = receiver.Endpoint };
            await using var shop = await RunningShop.StartAsync(settings, output, asked);
            await using var console = await ShopConsole.StartAsync(shop, stores, arguments.ConsolePort, asked);
            await output.WriteLineAsync(ShopTable.Describe(shop, console.Address, TimeProvider.System.GetElapsedTime(began)));
            if (arguments.Load is { } perSecond)
                await new LoadRun(shop, perSecond, output).RunAsync(asked);
            else
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, asked).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

            // Before the console, which may wait for an answer of the shop.
            await shop.DisposeAsync();
        }
        catch (OperationCanceledException) when (asked.IsCancellationRequested)
        {
            // Asked to stop while it still started.
        }

        return ExitCodes.Stopped;
    }

    private void RequireFreePorts()
    {
        foreach (var service in ShopService.All)
            RequireFreePort(arguments.Shop.Ports[service.Name], service.Name, AppHostArguments.PortOption(service));

        RequireFreePort(arguments.ConsolePort, "the console", $"{AppHostArguments.ConsolePortOption} N");
    }

    private static void RequireFreePort(int port, string name, string option)
    {
        if (!PortOwner.IsFree(port))
        {
            throw new ShopException(
                $"Port {port}, where {name} should answer, is taken by {PortOwner.Describe(port)}. "
                + $"Stop that, or choose other ports: -- --port-offset 100, or -- {option}");
        }
    }
}
