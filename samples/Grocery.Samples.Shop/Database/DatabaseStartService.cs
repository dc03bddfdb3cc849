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
    IHostApplicationLifetime lifetime,
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
                await PrepareAsync(cancellationToken);
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

    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        var migrations = new Migrations(shop.Migrations, shop.Seed);
        if (options.Value.Migrations == MigrationMode.Elsewhere)
        {
            var missing = await migrations.FindMissingAsync(database, cancellationToken);
            if (missing.Count > 0)
                throw new InvalidOperationException(Describe(missing));

            return;
        }

        var applied = await MigrateAsync(migrations, cancellationToken);
        Log.SchemaReady(logger, applied.Count);

        // A stop while the host starts would be a start that failed.
        if (options.Value.Migrations == MigrationMode.Only)
            lifetime.ApplicationStarted.Register(lifetime.StopApplication);
    }

    private async Task<IReadOnlyList<string>> MigrateAsync(Migrations migrations, CancellationToken cancellationToken)
    {
        if (configuration[shop.MigrationKey] is not { Length: > 0 } owner)
            return await migrations.ApplyAsync(database, cancellationToken);

        // Open for as long as the migrations take: what may change the schema is not at hand while requests are served.
        if (new NpgsqlConnectionStringBuilder(owner).Password is { Length: > 0 } password)
            secrets.Add(password);

        await using var once = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(owner) { Pooling = false });
        return await migrations.ApplyAsync(once, cancellationToken);
    }

    private string Describe(IReadOnlyList<string> missing) =>
        $"The database '{new NpgsqlConnectionStringBuilder(database.ConnectionString).Database}' lacks {string.Join(", ", missing)}, and "
        + $"{DatabaseOptions.Section}:{nameof(DatabaseOptions.Migrations)} is {nameof(MigrationMode.Elsewhere)}: run this build once with "
        + $"{nameof(MigrationMode.Only)} and a role that may change the schema, or set it to {nameof(MigrationMode.AtStart)}.";

    private string Describe(NpgsqlException exception, TimeSpan deadline)
    {
        var target = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        return $"The database '{target.Database}' at {target.Host}:{target.Port} was not ready within {deadline}: {exception.Message} "
            + $"Start it, correct {shop.Key} or {shop.MigrationKey}, raise {DatabaseOptions.Section}:"
            + $"{nameof(DatabaseOptions.StartupDeadline)}, or remove the connection string to keep the data in memory.";
    }
}
