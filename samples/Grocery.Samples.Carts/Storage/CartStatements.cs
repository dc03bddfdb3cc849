namespace Grocery.Samples.Carts.Storage;

/// <summary>The statements of the carts.</summary>
internal static class CartStatements
{
    // Held until the transaction ends. Two users whose names hash alike wait for each other, and nothing worse.
    public const string Lock = "SELECT pg_advisory_xact_lock(hashtextextended(@user, 0))";

    public const string List = "SELECT product_id, quantity FROM cart_items WHERE user_id = @user ORDER BY position";

    public const string Remove = "DELETE FROM cart_items WHERE user_id = @user AND product_id = @product";

    public const string Clear = "DELETE FROM cart_items WHERE user_id = @user";

    public const string Set =
        """
        INSERT INTO cart_items (user_id, product_id, quantity)
        SELECT @user, @product, @quantity
        WHERE EXISTS (SELECT FROM cart_items WHERE user_id = @user AND product_id = @product)
           OR (SELECT count(*) FROM cart_items WHERE user_id = @user) < @most
        ON CONFLICT (user_id, product_id) DO UPDATE SET quantity = excluded.quantity
        RETURNING product_id
        """;

    // Returns what has no room: products that are not in the cart yet, from the first one on that is too many.
    public const string Merge =
        """
        WITH offered AS (
            SELECT product_id, quantity, place, known, row_number() OVER (PARTITION BY known ORDER BY place) AS place_among_alike
            FROM unnest(@products, @quantities) WITH ORDINALITY AS item (product_id, quantity, place),
                 LATERAL (SELECT EXISTS (
                     SELECT FROM cart_items WHERE user_id = @user AND cart_items.product_id = item.product_id) AS known) AS cart),
        merged AS (
            INSERT INTO cart_items (user_id, product_id, quantity)
            SELECT @user, product_id, quantity FROM offered
            WHERE known OR place_among_alike <= @most - (SELECT count(*) FROM cart_items WHERE user_id = @user)
            ORDER BY place
            ON CONFLICT (user_id, product_id) DO UPDATE SET quantity = GREATEST(cart_items.quantity, excluded.quantity)
            RETURNING product_id)
        SELECT product_id FROM offered WHERE product_id NOT IN (SELECT product_id FROM merged) ORDER BY place
        """;

    public const string TakeOrdered =
        """
        WITH first AS (
            INSERT INTO cart_orders (order_id, user_id) VALUES (@order, @user) ON CONFLICT DO NOTHING RETURNING order_id),
        ordered AS (
            SELECT product_id, quantity FROM first, unnest(@products, @quantities) AS item (product_id, quantity)),
        emptied AS (
            DELETE FROM cart_items USING ordered
            WHERE user_id = @user AND cart_items.product_id = ordered.product_id AND cart_items.quantity <= ordered.quantity)
        UPDATE cart_items SET quantity = cart_items.quantity - ordered.quantity FROM ordered
        WHERE user_id = @user AND cart_items.product_id = ordered.product_id AND cart_items.quantity > ordered.quantity
        """;

    // By the clock of the database, which all instances share; some at a time, and none that another instance is at.
    public const string Forget =
        """
        DELETE FROM cart_orders WHERE order_id IN (
            SELECT order_id FROM cart_orders WHERE ordered_at < now() - @known ORDER BY ordered_at LIMIT 100 FOR UPDATE SKIP LOCKED)
        """;
}
