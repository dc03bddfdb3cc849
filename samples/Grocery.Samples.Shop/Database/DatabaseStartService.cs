using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Grocery.Samples.Shop.Database;

/// <summary>Prepares the database before the first request; waits for a database that is still starting, but not for ever.</summary>
internal sealed class DatabaseStartService(
    ShopDatabase shop,
    NpgsqlDataSource database,
    IConfiguration configuration,
    IOptions<DatabaseOptions> options,
    SecretValues secrets,
    TimeProvider time,
    ILogger<DatabaseStartService> logger) : IHostedService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var deadline = options.Value.StartupDeadline;
        var start = time.GetTimestamp();

        while (true)
        {
            try
            {
                var applied = await MigrateAsync(cancellationToken);
                Log.SchemaReady(logger, applied.Count);
                return;
            }
            catch (NpgsqlException exception) when (DatabaseOutage.Is(exception))
            {
                if (time.GetElapsedTime(start) + Pause > deadline)
                    throw new InvalidOperationException(Describe(exception, deadline), exception);

                Log.DatabaseNotReady(logger, exception.Message);
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task<IReadOnlyList<string>> MigrateAsync(CancellationToken cancellationToken)
    {
        var migrations = new Migrations(shop.Migrations, shop.Seed);
        if (configuration[shop.MigrationKey] is not { Length: > 0 } owner)
            return await migrations.ApplyAsync(database, cancellationToken);

        // Open for as long as the migrations take: what may change the schema is not at hand while requests are served.
        if (new NpgsqlConnectionStringBuilder(owner).Password is { Length: > 0 } password)
            secrets.Add(password);

        await using var once = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(owner) { Pooling = false });
        return await migrations.ApplyAsync(once, cancellationToken);
    }

    private string Describe(NpgsqlException exception, TimeSpan deadline)
    {
        var target = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        return $"The database '{target.Database}' at {target.Host}:{target.Port} was not ready within {deadline}: {exception.Message} "
            + $"Start it, correct {shop.Key} or {shop.MigrationKey}, raise {DatabaseOptions.Section}:"
            + $"{nameof(DatabaseOptions.StartupDeadline)}, or remove the connection string to keep the data in memory.";
    }
}
