namespace Grocery.Samples.Orders.Storage;

/// <summary>The statements of <see cref="PostgresCheckoutStore"/>. All time in them is that of the database, which all instances share.</summary>
internal static class CheckoutStatements
{
    private const string Columns = "order_id, user_id, idempotency_key, fingerprint, state, items";

    public const string Find =
        $"SELECT {Columns} FROM checkouts WHERE user_id = @user AND idempotency_key = @key AND state IN ('Pending', 'Done')";

    public const string Begin =
        $"""
        INSERT INTO checkouts ({Columns}, lease_until) VALUES (@order, @user, @key, @fingerprint, 'Pending', @items, now() + @lease)
        ON CONFLICT DO NOTHING
        """;

    public const string Complete =
        """
        WITH mine AS (
            UPDATE checkouts SET state = 'Done', lease_until = now() + @lease
            WHERE order_id = @order AND state = 'Pending' AND lease_until > now()
            RETURNING order_id, user_id),
        placed AS (
            INSERT INTO orders (id, user_id, created_at, units, total, delivery_slot, note)
            SELECT order_id, user_id, @created, @units, @total, @slot, @note FROM mine
            RETURNING id)
        INSERT INTO order_items (order_id, line, product_id, name, unit, quantity, price)
        SELECT placed.id, line, product_id, name, unit, quantity, price
        FROM placed, unnest(@products, @names, @measures, @quantities, @prices)
            WITH ORDINALITY AS item (product_id, name, unit, quantity, price, line)
        """;

    // Who abandons it may have asked product since: what product refused before proves nothing any more.
    public const string Abandon =
        """
        UPDATE checkouts SET state = 'Releasing', lease_until = now() + @lease, refused_at = NULL
        WHERE order_id = @order AND state <> 'Done'
        """;

    public const string AbandonExpired =
        """
        UPDATE checkouts SET state = 'Releasing', lease_until = now() + @lease
        WHERE order_id = @order AND state = 'Pending' AND lease_until <= now()
        """;

    public const string Defer =
        """
        UPDATE checkouts SET
            state = CASE WHEN refused_at <= now() - @lease THEN 'Released' ELSE state END,
            lease_until = CASE WHEN refused_at <= now() - @lease THEN NULL ELSE now() + @lease END,
            refused_at = coalesce(refused_at, now())
        WHERE order_id = @order AND state = 'Releasing'
        """;

    public const string End =
        "UPDATE checkouts SET state = CASE state WHEN 'Releasing' THEN 'Released' ELSE state END, lease_until = NULL WHERE order_id = @order";

    // Skipped rows are being taken by another instance at this moment.
    public const string TakeDue =
        $"""
        UPDATE checkouts SET lease_until = now() + @lease, state = CASE state WHEN 'Pending' THEN 'Releasing' ELSE state END
        WHERE order_id = (SELECT order_id FROM checkouts WHERE lease_until <= now() ORDER BY lease_until LIMIT 1 FOR UPDATE SKIP LOCKED)
        RETURNING {Columns}
        """;

    public const int MostForgotten = 100;

    public const string Forget =
        """
        DELETE FROM checkouts WHERE order_id IN (
            SELECT order_id FROM checkouts WHERE state = 'Released' AND created_at < now() - @known
            ORDER BY created_at LIMIT 100 FOR UPDATE SKIP LOCKED)
        """;
}
