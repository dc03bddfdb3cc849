using System.Text.Json;
using Grocery.Samples.Orders.Checkouts;
using Npgsql;
using NpgsqlTypes;

namespace Grocery.Samples.Orders.Storage;

/// <summary>Holds the checkouts in PostgreSQL. Every change is one statement, so it happens wholly or not at all.</summary>
internal sealed class PostgresCheckoutStore(NpgsqlDataSource database) : ICheckoutStore
{
    private const string Columns = "order_id, user_id, idempotency_key, fingerprint, state, items, lease_until, refused_at";

    public async Task<Checkout?> FindAsync(string userId, string idempotencyKey, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            $"SELECT {Columns} FROM checkouts WHERE user_id = @user AND idempotency_key = @key AND state IN ('Pending', 'Done')");
        command.Parameters.Add(new NpgsqlParameter<string>("user", userId));
        command.Parameters.Add(new NpgsqlParameter<string>("key", idempotencyKey));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? Read(reader) : null;
    }

    public async Task<bool> BeginAsync(Checkout checkout, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            $"INSERT INTO checkouts ({Columns}) VALUES (@order, @user, @key, @fingerprint, 'Pending', @items, @until, NULL) ON CONFLICT DO NOTHING");
        command.Parameters.Add(new NpgsqlParameter<Guid>("order", checkout.OrderId));
        command.Parameters.Add(new NpgsqlParameter<string>("user", checkout.UserId));
        command.Parameters.Add(new NpgsqlParameter<string>("key", checkout.IdempotencyKey));
        command.Parameters.Add(new NpgsqlParameter<string>("fingerprint", checkout.Fingerprint));
        command.Parameters.Add(new NpgsqlParameter("items", NpgsqlDbType.Jsonb) { Value = JsonSerializer.Serialize(checkout.Items, JsonSerializerOptions.Web) });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset>("until", checkout.LeaseUntil!.Value));
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    public async Task<bool> CompleteAsync(Order order, DateTimeOffset now, DateTimeOffset leaseUntil, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            WITH mine AS (
                UPDATE checkouts SET state = 'Done', lease_until = @until
                WHERE order_id = @order AND state = 'Pending' AND lease_until > @now
                RETURNING order_id, user_id),
            placed AS (
                INSERT INTO orders (id, user_id, created_at, units, total, delivery_slot, note)
                SELECT order_id, user_id, @created, @units, @total, @slot, @note FROM mine
                RETURNING id)
            INSERT INTO order_items (order_id, line, product_id, name, unit, quantity, price)
            SELECT placed.id, line, product_id, name, unit, quantity, price
            FROM placed, unnest(@products, @names, @measures, @quantities, @prices)
                WITH ORDINALITY AS item (product_id, name, unit, quantity, price, line)
            """);
        command.Parameters.Add(new NpgsqlParameter<Guid>("order", order.OrderId));
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset>("now", now));
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset>("until", leaseUntil));
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset>("created", order.CreatedAt));
        command.Parameters.Add(new NpgsqlParameter<int>("units", order.Items.Sum(item => item.Quantity)));
        command.Parameters.Add(new NpgsqlParameter<decimal>("total", order.Total));
        command.Parameters.Add(new NpgsqlParameter("slot", NpgsqlDbType.Text) { Value = (object?)order.DeliverySlot ?? DBNull.Value });
        command.Parameters.Add(new NpgsqlParameter("note", NpgsqlDbType.Text) { Value = (object?)order.Note ?? DBNull.Value });
        command.Parameters.Add(new NpgsqlParameter<string[]>("products", [.. order.Items.Select(item => item.ProductId)]));
        command.Parameters.Add(new NpgsqlParameter<string[]>("names", [.. order.Items.Select(item => item.Name)]));
        command.Parameters.Add(new NpgsqlParameter<string[]>("measures", [.. order.Items.Select(item => item.Unit)]));
        command.Parameters.Add(new NpgsqlParameter<int[]>("quantities", [.. order.Items.Select(item => item.Quantity)]));
        command.Parameters.Add(new NpgsqlParameter<decimal[]>("prices", [.. order.Items.Select(item => item.Price)]));
        return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
    }

    public Task<bool> AbandonAsync(Guid orderId, DateTimeOffset leaseUntil, CancellationToken cancellationToken) => ChangeAsync(
        "state = 'Releasing', lease_until = @until", "state <> 'Done'", orderId, default, leaseUntil, cancellationToken);

    public Task<bool> AbandonExpiredAsync(Guid orderId, DateTimeOffset now, DateTimeOffset leaseUntil, CancellationToken cancellationToken) => ChangeAsync(
        "state = 'Releasing', lease_until = @until", "state = 'Pending' AND lease_until <= @now", orderId, now, leaseUntil, cancellationToken);

    public Task DeferAsync(Guid orderId, DateTimeOffset now, DateTimeOffset leaseUntil, CancellationToken cancellationToken) => ChangeAsync(
        "refused_at = coalesce(refused_at, @now), lease_until = @until", "state = 'Releasing'", orderId, now, leaseUntil, cancellationToken);

    public Task EndAsync(Guid orderId, CancellationToken cancellationToken) => ChangeAsync(
        "state = CASE state WHEN 'Releasing' THEN 'Released' ELSE state END, lease_until = NULL", "true", orderId, default, default, cancellationToken);

    public async Task<IReadOnlyList<Checkout>> TakeDueAsync(
        DateTimeOffset now, DateTimeOffset leaseUntil, int limit, CancellationToken cancellationToken)
    {
        // Skipped rows are being taken by another instance at this moment.
        await using var command = database.CreateCommand(
            $"""
            UPDATE checkouts SET lease_until = @until, state = CASE state WHEN 'Pending' THEN 'Releasing' ELSE state END
            WHERE order_id IN (
                SELECT order_id FROM checkouts WHERE lease_until <= @now ORDER BY lease_until LIMIT @limit FOR UPDATE SKIP LOCKED)
            RETURNING {Columns}
            """);
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset>("now", now));
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset>("until", leaseUntil));
        command.Parameters.Add(new NpgsqlParameter<int>("limit", limit));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var due = new List<Checkout>();
        while (await reader.ReadAsync(cancellationToken))
            due.Add(Read(reader));

        return due;
    }

    private async Task<bool> ChangeAsync(
        string assignments, string condition, Guid orderId, DateTimeOffset now, DateTimeOffset leaseUntil, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"UPDATE checkouts SET {assignments} WHERE order_id = @order AND {condition}");
        command.Parameters.Add(new NpgsqlParameter<Guid>("order", orderId));
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset>("now", now));
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset>("until", leaseUntil));
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    private static Checkout Read(NpgsqlDataReader reader) => new(
        reader.GetGuid(0),
        reader.GetString(1),
        reader.GetString(2),
        reader.GetString(3),
        Enum.Parse<CheckoutState>(reader.GetString(4)),
        JsonSerializer.Deserialize<OrderItem[]>(reader.GetString(5), JsonSerializerOptions.Web)!,
        reader.IsDBNull(6) ? null : reader.GetFieldValue<DateTimeOffset>(6),
        reader.IsDBNull(7) ? null : reader.GetFieldValue<DateTimeOffset>(7));
}
