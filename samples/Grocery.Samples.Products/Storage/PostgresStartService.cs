using Grocery.Samples.Products.Catalog;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Grocery.Samples.Products.Storage;

/// <summary>Prepares the database before the first request; waits for a database that is still starting, but not for ever.</summary>
internal sealed class PostgresStartService(
    NpgsqlDataSource database, IOptions<StoreOptions> options, TimeProvider time, ILogger<PostgresStartService> logger) : IHostedService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var seed = CatalogFile.Load(CatalogFile.DefaultPath);
        var deadline = options.Value.StartupDeadline;
        var start = time.GetTimestamp();

        while (true)
        {
            try
            {
                var applied = await new PostgresSchema(database).ApplyAsync(seed, cancellationToken);
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

    private string Describe(NpgsqlException exception, TimeSpan deadline)
    {
        var target = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        return $"The database '{target.Database}' at {target.Host}:{target.Port} was not ready within {deadline}: {exception.Message} "
            + $"Start it, correct {ProductStoreHostApplicationBuilderExtensions.Key}, raise {StoreOptions.Section}:"
            + $"{nameof(StoreOptions.StartupDeadline)}, or remove the connection string to keep the products in memory.";
    }
}
