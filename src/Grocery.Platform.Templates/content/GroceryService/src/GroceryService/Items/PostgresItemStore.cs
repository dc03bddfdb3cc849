using Npgsql;

namespace ServiceRootNamespace.Items;

/// <summary>Keeps items in PostgreSQL.</summary>
internal sealed class PostgresItemStore(NpgsqlDataSource data) : IItemStore
{
    /// <summary>Makes the table unless it is there. A service whose login may not make tables gets it from a migration.</summary>
    public async Task CreateTableAsync(CancellationToken cancellationToken)
    {
        await using var command = data.CreateCommand("CREATE TABLE IF NOT EXISTS items (id uuid PRIMARY KEY, name text NOT NULL)");
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task AddAsync(Item item, CancellationToken cancellationToken)
    {
        await using var command = data.CreateCommand("INSERT INTO items (id, name) VALUES ($1, $2)");
        command.Parameters.Add(new() { Value = item.Id });
        command.Parameters.Add(new() { Value = item.Name });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<Item?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var command = data.CreateCommand("SELECT name FROM items WHERE id = $1");
        command.Parameters.Add(new() { Value = id });
        return await command.ExecuteScalarAsync(cancellationToken) is string name ? new Item(id, name) : null;
    }
}
