using System.Globalization;
using System.Text.Json;
using Grocery.AppHost.Postgres;
using Grocery.Platform.Testing.Aws;
using Npgsql;

namespace Grocery.Platform.Drills.Tests.Rotation;

/// <summary>A role of a real PostgreSQL with its secret in the shape that RDS gives it, and the steps by which AWS rotates the two.</summary>
internal sealed class RotatingRole(PrivatePostgres postgres, NpgsqlConnectionStringBuilder connection, AwsSecretStore secrets)
{
    public const string Secret = "rds!pantry";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public string Password => connection.Password!;

    public static async Task<RotatingRole> CreateAsync(PrivatePostgres postgres, AwsSecretStore secrets)
    {
        var role = new RotatingRole(postgres, new NpgsqlConnectionStringBuilder(await postgres.CreateDatabaseAsync("pantry", Cancelled)), secrets);
        secrets.Put(Secret, role.Describe());
        return role;
    }

    /// <summary>The step <c>createSecret</c>: the new password is pending.</summary>
    public void Create(string password)
    {
        connection.Password = password;
        secrets.PutPending(Secret, Describe());
    }

    /// <summary>The step <c>setSecret</c>: from here on the server refuses the old password.</summary>
    public Task SetAsync() => postgres.ExecuteAsync($"""ALTER ROLE "{connection.Username}" PASSWORD '{Password}'""", cancellationToken: Cancelled);

    /// <summary>The step <c>finishSecret</c>: the pending password is the current one.</summary>
    public void Finish() => secrets.Promote(Secret);

    /// <summary>Finds for how long the youngest and the oldest session of the role are open.</summary>
    public async Task<(TimeSpan Youngest, TimeSpan Oldest)> SessionsAsync()
    {
        var row = await postgres.ExecuteAsync(
            $"""
            SELECT extract(epoch FROM coalesce(min(now() - backend_start), '0')), extract(epoch FROM coalesce(max(now() - backend_start), '0'))
            FROM pg_stat_activity WHERE usename = '{connection.Username}'
            """,
            cancellationToken: Cancelled);
        double[] seconds = [.. row.Split('|').Select(text => double.Parse(text, CultureInfo.InvariantCulture))];
        return (TimeSpan.FromSeconds(seconds[0]), TimeSpan.FromSeconds(seconds[1]));
    }

    /// <summary>Says whether the server takes a password, by a login that has nothing of the platform.</summary>
    public async Task<bool> IsTakenAsync(string password)
    {
        var login = new NpgsqlConnectionStringBuilder(connection.ConnectionString) { Password = password, Pooling = false };
        await using var data = NpgsqlDataSource.Create(login);
        try
        {
            await using var session = await data.OpenConnectionAsync(Cancelled);
            return true;
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.InvalidPassword)
        {
            return false;
        }
    }

    private string Describe() => JsonSerializer.Serialize(new
    {
        engine = "postgres",
        host = connection.Host,
        port = connection.Port,
        username = connection.Username,
        password = connection.Password,
        dbname = connection.Database,
    });
}
