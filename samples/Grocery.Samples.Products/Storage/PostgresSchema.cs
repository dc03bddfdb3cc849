using System.Reflection;
using Grocery.Samples.Products.Catalog;
using Npgsql;
using NpgsqlTypes;

namespace Grocery.Samples.Products.Storage;

/// <summary>
/// Brings a database to the schema of this build and fills an empty one, in one transaction under one lock: of several instances
/// that start together one does the work, the others wait and find it done.
/// </summary>
internal sealed class PostgresSchema(NpgsqlDataSource database)
{
    private const string ResourcePrefix = "migrations/";

    // Any constant will do, as long as every instance of this service uses the same.
    private const long LockKey = 0x70726f6475637473;

    /// <returns>The migrations that were applied now; empty when the database was up to date.</returns>
    public async Task<IReadOnlyList<string>> ApplyAsync(IReadOnlyList<Product> seed, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync(connection, $"SELECT pg_advisory_xact_lock({LockKey})", cancellationToken);
        await ExecuteAsync(
            connection,
            "CREATE TABLE IF NOT EXISTS schema_migrations (name text PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())",
            cancellationToken);

        var known = await ReadAppliedAsync(connection, cancellationToken);
        string[] missing = [.. Migrations().Where(name => !known.Contains(name))];
        foreach (var name in missing)
            await ApplyOneAsync(connection, name, cancellationToken);

        await SeedAsync(connection, seed, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return missing;
    }

    private static IEnumerable<string> Migrations() => typeof(PostgresSchema).Assembly
        .GetManifestResourceNames()
        .Where(resource => resource.StartsWith(ResourcePrefix, StringComparison.Ordinal))
        .Select(resource => resource[ResourcePrefix.Length..])
        .Order(StringComparer.Ordinal);

    private static async Task<HashSet<string>> ReadAppliedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT name FROM schema_migrations", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var applied = new HashSet<string>(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellationToken))
            applied.Add(reader.GetString(0));

        return applied;
    }

    private static async Task ApplyOneAsync(NpgsqlConnection connection, string name, CancellationToken cancellationToken)
    {
        await using var resource = Assembly.GetExecutingAssembly().GetManifestResourceStream(ResourcePrefix + name)!;
        using var text = new StreamReader(resource);
        await ExecuteAsync(connection, await text.ReadToEndAsync(cancellationToken), cancellationToken);

        await using var record = new NpgsqlCommand("INSERT INTO schema_migrations (name) VALUES (@name)", connection);
        record.Parameters.Add(new NpgsqlParameter<string>("name", name));
        await record.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task SeedAsync(NpgsqlConnection connection, IReadOnlyList<Product> seed, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT EXISTS (SELECT FROM products)", connection);
        if (await command.ExecuteScalarAsync(cancellationToken) is true)
            return;

        await using var rows = await connection.BeginBinaryImportAsync(
            $"COPY products ({PostgresProductStore.Columns}, words) FROM STDIN (FORMAT BINARY)", cancellationToken);
        foreach (var product in seed)
        {
            await rows.StartRowAsync(cancellationToken);
            await rows.WriteAsync(product.Id, NpgsqlDbType.Text, cancellationToken);
            await rows.WriteAsync(product.Name, NpgsqlDbType.Text, cancellationToken);
            await rows.WriteAsync(product.Category, NpgsqlDbType.Text, cancellationToken);
            await rows.WriteAsync(product.Unit, NpgsqlDbType.Text, cancellationToken);
            await rows.WriteAsync(product.Price, NpgsqlDbType.Numeric, cancellationToken);
            await rows.WriteAsync(product.Stock, NpgsqlDbType.Integer, cancellationToken);
            await rows.WriteAsync(SearchWords.Of(product.Name), NpgsqlDbType.Array | NpgsqlDbType.Text, cancellationToken);
        }

        await rows.CompleteAsync(cancellationToken);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
