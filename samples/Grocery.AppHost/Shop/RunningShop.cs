using Grocery.AppHost.Balancing;
using Grocery.AppHost.Cloud;
using Grocery.AppHost.Postgres;
using Grocery.AppHost.Processes;

namespace Grocery.AppHost.Shop;

/// <summary>
/// The shop and the small cloud that it runs in, without a terminal: what starts it, breaks it, changes it and stops it. Safe for
/// concurrent use.
/// </summary>
internal sealed class RunningShop : IAsyncDisposable
{
    /// <summary>Who asks when something is changed on a management port.</summary>
    public const string Name = "apphost";

    private readonly string _folder;
    private readonly List<SupervisedService> _services = [];
    private readonly List<TcpBalancer> _balancers = [];
    private LocalAws? _aws;
    private ShopPostgres? _postgres;
    private ConfigurationChanges? _changes;
    private DatabaseChanges? _databases;

    private RunningShop(string folder)
    {
        _folder = folder;
        LogFolder = Directory.CreateDirectory(Path.Combine(folder, "logs")).FullName;
    }

    public IReadOnlyList<SupervisedService> Services => _services;

    /// <summary>Gets the folder with the log of each service.</summary>
    public string LogFolder { get; }

    /// <summary>Gets where the shop keeps its data, in words.</summary>
    public string Storage { get; private set; } = "";

    /// <summary>Gets what changes the configuration of the services: parameters, flags, keys, and whether they reach it.</summary>
    public ConfigurationChanges Configuration => _changes!;

    /// <summary>Gets what can be done to PostgreSQL.</summary>
    /// <exception cref="ShopException">The shop is in memory.</exception>
    public DatabaseChanges Database => _databases ?? throw new ShopException($"The shop has no database: it is {Storage}.");

    public bool HasDatabase => _postgres is not null;

    /// <summary>Starts everything, and returns once every service is ready.</summary>
    /// <param name="settings">How.</param>
    /// <param name="output">Told what happens, in words for people.</param>
    /// <param name="stop">Ends the start; what had started is stopped.</param>
    /// <exception cref="ShopException">The shop cannot start; what had started is stopped.</exception>
    public static async Task<RunningShop> StartAsync(ShopSettings settings, TextWriter output, CancellationToken stop)
    {
        var shop = new RunningShop(TemporaryFolder.Create("grocery-shop-"));
        try
        {
            await shop.OpenAsync(settings, TextWriter.Synchronized(output), stop);
            return shop;
        }
        catch
        {
            await shop.DisposeAsync();
            throw;
        }
    }

    /// <summary>Finds a service by its name.</summary>
    /// <exception cref="ShopException">There is no such service.</exception>
    public SupervisedService Service(string name) => _services.Find(service => service.Name == name)
        ?? throw new ShopException($"There is no service '{name}'; there are {string.Join(", ", _services.Select(service => service.Name))}.");

    /// <summary>Injects a fault into a service, or ends it. It is gone when the process is.</summary>
    /// <exception cref="ShopException">The service refuses or does not answer.</exception>
    public Task SetFaultAsync(string service, FaultRule rule, CancellationToken cancellationToken) =>
        Service(service).Current.PutAsync("/resilience/faults", rule, cancellationToken);

    /// <summary>Stops everything and deletes its folder. Can be called twice.</summary>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_services.Select(service => service.DisposeAsync().AsTask()));
        _services.Clear();
        foreach (var balancer in _balancers)
            await balancer.DisposeAsync();

        _balancers.Clear();
        _databases?.Dispose();
        _changes?.Dispose();
        if (_postgres is not null)
            await _postgres.DisposeAsync();

        _postgres = null;
        if (_aws is not null)
            await _aws.DisposeAsync();

        _aws = null;
        TemporaryFolder.Delete(_folder);
    }

    private async Task OpenAsync(ShopSettings settings, TextWriter output, CancellationToken stop)
    {
        foreach (var service in ShopService.All)
            _balancers.Add(TcpBalancer.Start(settings.Ports[service.Name]));

        await Task.WhenAll(StartPostgresAsync(settings, output, stop), StartAwsAsync(settings));
        var environment = new ServiceEnvironment(_aws!, HasDatabase, settings);
        _services.AddRange(ShopService.All.Zip(_balancers, (service, balancer) =>
            new SupervisedService(service, balancer, environment, LogFolder, output)));
        _changes = new ConfigurationChanges(_aws!, _services, settings.Parameters);
        _changes.PutDefaults();
        if (_postgres is not null)
            _databases = new DatabaseChanges(_postgres, _aws!, _changes);

        await output.WriteLineAsync("Starting the services ...");
        await OpenServicesAsync(stop);
    }

    private async Task OpenServicesAsync(CancellationToken stop)
    {
        using var failed = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Task[] opening = [.. _services.Select(service => OpenAsync(service, failed.Token))];
        await foreach (var opened in Task.WhenEach(opening))
        {
            // The first failure tells why; the others are not waited for.
            if (!opened.IsCompletedSuccessfully)
                await failed.CancelAsync();
        }

        if (Array.Find(opening, task => task.IsFaulted) is { } fault)
            await fault;

        await Task.WhenAll(opening);
    }

    // A service starts while the databases of others are created: the one takes a core, the others are mostly waited for.
    private async Task OpenAsync(SupervisedService service, CancellationToken stop)
    {
        if (service.HasDatabase && _databases is not null)
            await _databases.CreateAsync(service.Name, stop);

        await service.OpenAsync(stop);
    }

    private async Task StartPostgresAsync(ShopSettings settings, TextWriter output, CancellationToken stop)
    {
        if (!settings.UseDatabase)
        {
            Storage = "in memory (--no-database)";
            return;
        }

        if (PostgresBinaries.Find() is not { } binaries)
        {
            Storage = $"in memory, as PostgreSQL is not installed. {PostgresBinaries.HowToInstall}";
            return;
        }

        await output.WriteLineAsync("Starting a private PostgreSQL ...");
        _postgres = await ShopPostgres.StartAsync(binaries, _folder, LogFolder, output, stop);
        Storage = $"in a private PostgreSQL at 127.0.0.1:{_postgres.Proxy.Port}, which ends with the shop";
    }

    private async Task StartAwsAsync(ShopSettings settings) => _aws = await LocalAws.StartAsync(settings.TokenLifetime);
}
