using Grocery.AppHost.Postgres;

namespace Grocery.Samples.TestSupport;

/// <summary>The one PostgreSQL of an assembly of tests; every user of it takes a database of its own.</summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private PrivatePostgres? _postgres;
    private int _databases;

    public async ValueTask InitializeAsync() => _postgres = await PrivatePostgres.StartAsync(TestContext.Current.CancellationToken);

    /// <returns>The connection string of the role that owns a new, empty database.</returns>
    public Task<string> CreateDatabaseAsync() => _postgres!.CreateDatabaseAsync($"shop{Interlocked.Increment(ref _databases)}");

    public ValueTask DisposeAsync() => _postgres?.DisposeAsync() ?? ValueTask.CompletedTask;
}
