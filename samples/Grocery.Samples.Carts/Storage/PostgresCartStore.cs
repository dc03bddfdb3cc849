using Npgsql;

namespace Grocery.Samples.Carts.Storage;

/// <summary>
/// Holds everything in PostgreSQL. Every change is one batch, and so one transaction: a lock of the user's cart, then statements that
/// see all of the changes before. Without the lock two requests could each put the last product into the cart.
/// </summary>
internal sealed class PostgresCartStore(NpgsqlDataSource database) : ICartStore
{
    public async Task<IReadOnlyList<CartItem>> ListAsync(string userId, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(CartStatements.List);
        command.Parameters.Add(new NpgsqlParameter<string>("user", userId));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var items = new List<CartItem>();
        while (await reader.ReadAsync(cancellationToken))
            items.Add(new CartItem(reader.GetString(0), reader.GetInt32(1)));

        return items;
    }

    public async Task<bool> SetAsync(string userId, CartItem item, CancellationToken cancellationToken)
    {
        await using var batch = Change(
            userId,
            CartStatements.Set,
            new NpgsqlParameter<string>("product", item.ProductId),
            new NpgsqlParameter<int>("quantity", item.Quantity),
            new NpgsqlParameter<int>("most", CartLimits.MostItems));
        return (await ReadIdsAsync(batch, cancellationToken)).Count > 0;
    }

    public async Task RemoveAsync(string userId, string productId, CancellationToken cancellationToken)
    {
        await using var batch = Change(userId, CartStatements.Remove, new NpgsqlParameter<string>("product", productId));
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task ClearAsync(string userId, CancellationToken cancellationToken)
    {
        await using var batch = Change(userId, CartStatements.Clear);
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<string>> MergeAsync(string userId, IReadOnlyList<CartItem> items, CancellationToken cancellationToken)
    {
        await using var batch = Change(
            userId,
            CartStatements.Merge,
            [.. ParametersOf(items), new NpgsqlParameter<int>("most", CartLimits.MostItems)]);
        return await ReadIdsAsync(batch, cancellationToken);
    }

    public async Task TakeOrderedAsync(string userId, Guid orderId, IReadOnlyList<CartItem> items, CancellationToken cancellationToken)
    {
        await using var batch = Change(
            userId, CartStatements.TakeOrdered, [.. ParametersOf(items), new NpgsqlParameter<Guid>("order", orderId)]);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(CartStatements.Forget)
        {
            Parameters = { new NpgsqlParameter<TimeSpan>("known", CartLimits.OrderKnown) },
        });
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private static NpgsqlParameter[] ParametersOf(IReadOnlyList<CartItem> items) =>
    [
        new NpgsqlParameter<string[]>("products", [.. items.Select(item => item.ProductId)]),
        new NpgsqlParameter<int[]>("quantities", [.. items.Select(item => item.Quantity)]),
    ];

    private static async Task<IReadOnlyList<string>> ReadIdsAsync(NpgsqlBatch batch, CancellationToken cancellationToken)
    {
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var ids = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
            ids.Add(reader.GetString(0));

        return ids;
    }

    private NpgsqlBatch Change(string userId, string statement, params NpgsqlParameter[] parameters)
    {
        var change = new NpgsqlBatchCommand(statement) { Parameters = { new NpgsqlParameter<string>("user", userId) } };
        change.Parameters.AddRange(parameters);

        var batch = database.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(CartStatements.Lock) { Parameters = { new NpgsqlParameter<string>("user", userId) } });
        batch.BatchCommands.Add(change);
        return batch;
    }
}
