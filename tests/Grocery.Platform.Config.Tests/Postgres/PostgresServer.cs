using System.Globalization;
using Grocery.AppHost.Postgres;
using Npgsql;

namespace Grocery.Platform.Config.Tests.Postgres;

/// <summary>One real PostgreSQL for the tests of a class, with a role and a database for each test.</summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private int _roles;

    public PrivatePostgres Server { get; private set; } = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => Server = await PrivatePostgres.StartAsync(Cancelled);

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    /// <summary>Creates a role with a database of its own.</summary>
    public async Task<NpgsqlConnectionStringBuilder> CreateRoleAsync() =>
        new(await Server.CreateDatabaseAsync($"role{Interlocked.Increment(ref _roles)}", Cancelled));

    public Task SetPasswordAsync(string role, string password) => ExecuteAsync($"""ALTER ROLE "{role}" LOGIN PASSWORD '{password}'""");

    /// <summary>Creates a second role that may do what the first may.</summary>
    public Task CloneAsync(string role, string clone, string password) => ExecuteAsync(
        $"""CREATE ROLE "{clone}" LOGIN PASSWORD '{password}' IN ROLE "{role}"; GRANT CONNECT ON DATABASE "{role}" TO "{clone}" """);

    public async Task<int[]> SessionsAsync(string role)
    {
        var rows = await Server.ExecuteAsync($"SELECT pid FROM pg_stat_activity WHERE usename = '{role}' ORDER BY pid", cancellationToken: Cancelled);
        return [.. rows.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(row => int.Parse(row, CultureInfo.InvariantCulture))];
    }

    /// <summary>Says whether the server takes a password, by a login that has nothing of the platform.</summary>
    public static async Task<bool> TakesAsync(NpgsqlConnectionStringBuilder role, string password)
    {
        await using var data = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(role.ConnectionString) { Password = password, Pooling = false });
        try
        {
            await using var connection = await data.OpenConnectionAsync(Cancelled);
            return true;
        }
        catch (PostgresException exception) when (exception.SqlState == "28P01")
        {
            return false;
        }
    }

    private Task<string> ExecuteAsync(string sql) => Server.ExecuteAsync(sql, cancellationToken: Cancelled);
}
