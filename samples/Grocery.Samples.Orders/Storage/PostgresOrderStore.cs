using Grocery.Samples.Orders.Checkouts;
using Npgsql;

namespace Grocery.Samples.Orders.Storage;

/// <summary>Reads the orders from PostgreSQL, where the end of a checkout wrote them.</summary>
internal sealed class PostgresOrderStore(NpgsqlDataSource database) : IOrderStore
{
    public async Task<Order?> FindAsync(string userId, Guid orderId, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(OrderStatements.Find);
        command.Parameters.Add(new NpgsqlParameter<Guid>("order", orderId));
        command.Parameters.Add(new NpgsqlParameter<string>("user", userId));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return (await ReadAsync(reader, cancellationToken)).FirstOrDefault();
    }

    public async Task<OrderPage> ListAsync(string userId, int page, int pageSize, CancellationToken cancellationToken)
    {
        await using var batch = database.CreateBatch();
        var count = new NpgsqlBatchCommand(OrderStatements.Count);
        count.Parameters.Add(new NpgsqlParameter<string>("user", userId));
        batch.BatchCommands.Add(count);
        var items = new NpgsqlBatchCommand(OrderStatements.List);
        items.Parameters.Add(new NpgsqlParameter<string>("user", userId));
        items.Parameters.Add(new NpgsqlParameter<int>("size", pageSize));
        items.Parameters.Add(new NpgsqlParameter<long>("offset", (page - 1L) * pageSize));
        batch.BatchCommands.Add(items);

        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var total = reader.GetInt64(0);
        await reader.NextResultAsync(cancellationToken);
        return new OrderPage(await ReadAsync(reader, cancellationToken), page, pageSize, total);
    }

    public async Task<OrderStatistics> SummarizeAsync(CancellationToken cancellationToken)
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(OrderStatements.Sum));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(OrderStatements.Top) { Parameters = { new NpgsqlParameter<int>("count", OrderStatistics.TopCount) } });

        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var (orders, units, revenue) = (reader.GetInt64(0), reader.GetInt64(1), reader.GetDecimal(2));
        await reader.NextResultAsync(cancellationToken);
        var top = new List<TopProduct>();
        while (await reader.ReadAsync(cancellationToken))
            top.Add(new TopProduct(reader.GetString(0), reader.GetString(1), reader.GetInt64(2)));

        return new OrderStatistics(orders, units, revenue, top);
    }

    // One row an item; the rows of an order are neighbours.
    private static async Task<List<Order>> ReadAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var orders = new List<Order>();
        var items = new List<OrderItem>();
        while (await reader.ReadAsync(cancellationToken))
        {
            if (orders.Count == 0 || orders[^1].OrderId != reader.GetGuid(0))
                orders.Add(ReadOrder(reader, items = []));

            items.Add(new OrderItem(reader.GetString(6), reader.GetString(7), reader.GetString(8), reader.GetInt32(9), reader.GetDecimal(10)));
        }

        return orders;
    }

    private static Order ReadOrder(NpgsqlDataReader reader, List<OrderItem> items) => new(
        reader.GetGuid(0),
        reader.GetString(1),
        reader.GetFieldValue<DateTimeOffset>(2),
        items,
        reader.GetDecimal(3),
        reader.IsDBNull(4) ? null : reader.GetString(4),
        reader.IsDBNull(5) ? null : reader.GetString(5));
}
