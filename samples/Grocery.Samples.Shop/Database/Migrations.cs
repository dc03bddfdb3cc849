using System.Reflection;
using Npgsql;

namespace Grocery.Samples.Shop.Database;

/// <summary>
/// Brings a database to the schema of this build and fills an empty one, in one transaction under one lock: of several instances
/// that start together one does the work, the others wait and find it done.
/// </summary>
public sealed class Migrations(Assembly assembly, DatabaseSeed? seed)
{
    private const string ResourcePrefix = "migrations/";

    // Any constant will do: a lock belongs to one database, and each service has its own.
    private const long LockKey = 0x6d696772617465;

    /// <returns>The migrations that were applied now; empty when the database was up to date.</returns>
    public async Task<IReadOnlyList<string>> ApplyAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync(connection, $"SELECT pg_advisory_xact_lock({LockKey})", cancellationToken);
        await ExecuteAsync(
            connection,
            "CREATE TABLE IF NOT EXISTS schema_migrations (name text PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())",
            cancellationToken);

        var known = await ReadAppliedAsync(connection, cancellationToken);
        string[] missing = [.. Names().Where(name => !known.Contains(name))];
        foreach (var name in missing)
            await ApplyOneAsync(connection, name, cancellationToken);

        if (seed is not null)
            await seed(connection, cancellationToken);

        await transaction.CommitAsync(cancellationToken);
        return missing;
    }

    /// <returns>The migrations of this build that the database has not; applies none.</returns>
    public async Task<IReadOnlyList<string>> FindMissingAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        try
        {
            var known = await ReadAppliedAsync(connection, cancellationToken);
            return [.. Names().Where(name => !known.Contains(name))];
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.UndefinedTable)
        {
            return [.. Names()];
        }
    }

    private static async Task<HashSet<string>> ReadAppliedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT name FROM schema_migrations", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var applied = new HashSet<string>(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellationToken))
            applied.Add(reader.GetString(0));

        return applied;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private IEnumerable<string> Names() => assembly
        .GetManifestResourceNames()
        .Where(resource => resource.StartsWith(ResourcePrefix, StringComparison.Ordinal))
        .Select(resource => resource[ResourcePrefix.Length..])
        .Order(StringComparer.Ordinal);

    private async Task ApplyOneAsync(NpgsqlConnection connection, string name, CancellationToken cancellationToken)
    {
        await using var resource = assembly.GetManifestResourceStream(ResourcePrefix + name)!;
        using var text = new StreamReader(resource);
        await ExecuteAsync(connection, await text.ReadToEndAsync(cancellationToken), cancellationToken);

        await using var record = new NpgsqlCommand("INSERT INTO schema_migrations (name) VALUES (@name)", connection);
        record.Parameters.Add(new NpgsqlParameter<string>("name", name));
        await record.ExecuteNonQueryAsync(cancellationToken);
    }
}
