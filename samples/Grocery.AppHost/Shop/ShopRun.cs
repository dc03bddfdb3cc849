using Grocery.AppHost.Postgres;
using Grocery.AppHost.Processes;

namespace Grocery.AppHost.Shop;

/// <summary>One run of the shop: starts everything, waits for the order to stop, and leaves nothing behind.</summary>
internal sealed class ShopRun(AppHostArguments arguments, StopSignals signals, TextWriter output)
{
    private static readonly TimeSpan StopBound = TimeSpan.FromSeconds(35);

    // Long enough to watch readiness fail and come back.
    private static readonly TimeSpan DatabaseRestartDelay = TimeSpan.FromSeconds(15);

    private readonly List<RunningService> _services = [];
    private PrivatePostgres? _postgres;

    /// <returns>The exit code.</returns>
    /// <exception cref="ShopException">The shop could not start; what had started is stopped.</exception>
    public async Task<int> RunAsync()
    {
        if (OperatingSystem.IsWindows())
            throw new ShopException("The shop runs on Linux and macOS; on Windows use WSL, or 'dotnet run' one service.");

        RequireFreePorts();
        var folder = Directory.CreateTempSubdirectory("grocery-shop-").FullName;
        try
        {
            await StartAsync(folder);
            return await WatchAsync();
        }
        catch (OperationCanceledException) when (signals.Asked.IsCancellationRequested)
        {
            await StopAsync();
            return signals.Insisted.IsCancellationRequested ? ExitCodes.Killed : ExitCodes.Stopped;
        }
        finally
        {
            await StopAsync();
            TemporaryFolder.Delete(folder);
        }
    }

    private void RequireFreePorts()
    {
        foreach (var service in ShopService.All)
        {
            var port = arguments.Ports[service.Name];
            if (!PortOwner.IsFree(port))
            {
                throw new ShopException(
                    $"Port {port}, where {service.Name} should answer, is taken by {PortOwner.Describe(port)}. "
                    + $"Stop that, or choose other ports: -- --port-offset 100, or -- {AppHostArguments.PortOption(service)}");
            }
        }
    }

    private async Task StartAsync(string folder)
    {
        var logs = Directory.CreateDirectory(Path.Combine(folder, "logs")).FullName;
        var storage = await StartPostgresAsync(folder, logs);
        foreach (var service in ShopService.All)
        {
            var connectionString = _postgres is null || service.Database is null
                ? null
                : await _postgres.CreateDatabaseAsync(service.Name, signals.Asked);
            _services.Add(await RunningService.StartAsync(service, arguments.Ports[service.Name], connectionString, logs));
        }

        await output.WriteLineAsync("Starting the services ...");
        foreach (var service in _services)
            await service.WaitUntilReadyAsync(signals.Asked);

        await output.WriteLineAsync(ShopTable.Describe(_services, storage, logs));
    }

    /// <returns>Where the shop keeps its data, in words.</returns>
    private async Task<string> StartPostgresAsync(string folder, string logs)
    {
        if (!arguments.UseDatabase)
            return "in memory (--no-database)";

        if (PostgresBinaries.Find() is not { } binaries)
            return $"in memory, as PostgreSQL is not installed. {PostgresBinaries.HowToInstall}";

        await output.WriteLineAsync("Starting a private PostgreSQL ...");
        var home = Directory.CreateDirectory(Path.Combine(folder, "postgres")).FullName;
        TemporaryFolder.LetOthersEnter(folder);
        _postgres = await PrivatePostgres.StartAsync(binaries, home, Path.Combine(logs, "postgres.log"), signals.Asked);
        return $"in a private PostgreSQL at 127.0.0.1:{_postgres.Port}, which ends with the shop";
    }

    private async Task<int> WatchAsync()
    {
        var serviceEnded = Task.WhenAny(_services.Select(service => service.Process.Exited));
        if (_postgres is not null)
        {
            while (await Task.WhenAny(serviceEnded, _postgres.Server.Exited).WaitAsync(signals.Asked) != serviceEnded)
                await StartPostgresAgainAsync(_postgres);
        }

        var ended = await serviceEnded.WaitAsync(signals.Asked);
        var child = _services.Select(service => service.Process).First(process => process.Exited == ended);
        await output.WriteLineAsync($"{child.DescribeEnd()}\nNobody asked it to, so the whole shop stops.");
        return ExitCodes.Failed;
    }

    // The services outlive their database; so does the shop.
    private async Task StartPostgresAgainAsync(PrivatePostgres postgres)
    {
        await output.WriteLineAsync(
            $"{postgres.Server.DescribeEnd()}\nIt is started again in {DatabaseRestartDelay.TotalSeconds} s; until then /health/ready turns 503.");
        await Task.Delay(DatabaseRestartDelay, TimeProvider.System, signals.Asked);
        try
        {
            await postgres.StartAgainAsync(signals.Asked);
            await output.WriteLineAsync("PostgreSQL runs again.");
        }
        catch (ShopException exception)
        {
            // When it has ended once more, the next turn tells how.
            if (!postgres.Server.HasExited)
                await output.WriteLineAsync(exception.Message);
        }
    }

    private async Task StopAsync()
    {
        if (_services.Count > 0)
            await output.WriteLineAsync("Stopping everything; a second Ctrl-C kills it.");

        await Task.WhenAll(_services.Select(service => service.Process.StopAsync(StopBound, signals.Insisted)));
        _services.ForEach(service => service.Dispose());
        _services.Clear();

        if (_postgres is null)
            return;

        await _postgres.StopOrKillAsync(signals.Insisted);
        await _postgres.DisposeAsync();
        _postgres = null;
    }
}
