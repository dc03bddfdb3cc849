using Grocery.Samples.Storefront.Accounts;
using Npgsql;

namespace Grocery.Samples.Storefront.Storage;

/// <summary>Holds the users in PostgreSQL.</summary>
internal sealed class PostgresUserStore(NpgsqlDataSource database) : IUserStore
{
    public async Task<bool> AddAsync(User user, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            "INSERT INTO users (id, name, name_key, password_hash) VALUES (@id, @name, @key, @hash) ON CONFLICT (name_key) DO NOTHING");
        command.Parameters.Add(new NpgsqlParameter<Guid>("id", user.Id));
        command.Parameters.Add(new NpgsqlParameter<string>("name", user.Name));
        command.Parameters.Add(new NpgsqlParameter<string>("key", UserName.KeyOf(user.Name)));
        command.Parameters.Add(new NpgsqlParameter<string>("hash", user.PasswordHash));
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    public async Task<User?> FindAsync(string name, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("SELECT id, name, password_hash FROM users WHERE name_key = @key");
        command.Parameters.Add(new NpgsqlParameter<string>("key", UserName.KeyOf(name)));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new User(reader.GetGuid(0), reader.GetString(1), reader.GetString(2))
            : null;
    }
}
