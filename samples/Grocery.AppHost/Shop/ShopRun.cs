using Grocery.AppHost.Console;
using Grocery.AppHost.Load;
using Grocery.AppHost.Processes;
using Grocery.AppHost.Telemetry;

namespace Grocery.AppHost.Shop;

/// <summary>One run of the shop at a terminal: opens it, waits for the order to stop, and leaves nothing behind.</summary>
internal sealed class ShopRun(AppHostArguments arguments, StopSignals signals, TextWriter output)
{
    /// <returns>The exit code.</returns>
    /// <exception cref="ShopException">The shop could not start; what had started is stopped.</exception>
    public async Task<int> RunAsync()
    {
        if (OperatingSystem.IsWindows())
            throw new ShopException("The shop runs on Linux and macOS; on Windows use WSL, or 'dotnet run' one service.");

        RequireFreePorts();
        await using var announcing = signals.Asked.Register(() => output.WriteLine("Stopping everything; a second Ctrl-C kills it."));
        try
        {
            var stores = new TelemetryStores(TimeProvider.System);
            await using var receiver = await TelemetryReceiver.StartAsync(stores, signals.Asked);
            var settings = arguments.Shop with { TelemetryEndpoint = receiver.Endpoint };
            await using var shop = await RunningShop.StartAsync(settings, output, signals.Asked, signals.Insisted);
            await using var console = await ShopConsole.StartAsync(shop, stores, arguments.ConsolePort, signals.Asked);
            await output.WriteLineAsync(ShopTable.Describe(shop, console.Address));
            if (arguments.Load is { } perSecond)
                await new LoadRun(shop, perSecond, output).RunAsync(signals.Asked);
            else
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, signals.Asked).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await shop.StopAsync(signals.Insisted);
        }
        catch (OperationCanceledException) when (signals.Asked.IsCancellationRequested)
        {
            // Asked to stop while it still started.
        }

        return signals.Insisted.IsCancellationRequested ? ExitCodes.Killed : ExitCodes.Stopped;
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
