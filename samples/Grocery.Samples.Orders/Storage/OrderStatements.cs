namespace Grocery.Samples.Orders.Storage;

/// <summary>The statements of <see cref="PostgresOrderStore"/>.</summary>
internal static class OrderStatements
{
    private const string Columns = "id, user_id, created_at, total, delivery_slot, note, product_id, name, unit, quantity, price";

    public const string Find =
        $"SELECT {Columns} FROM orders JOIN order_items ON order_id = id WHERE id = @order AND user_id = @user ORDER BY line";

    public const string Count = "SELECT count(*) FROM orders WHERE user_id = @user";

    public const string List =
        $"""
        SELECT {Columns} FROM (
            SELECT * FROM orders WHERE user_id = @user ORDER BY created_at DESC, id DESC LIMIT @size OFFSET @offset) page
        JOIN order_items ON order_id = id
        ORDER BY created_at DESC, id DESC, line
        """;

    public const string Sum = "SELECT count(*), coalesce(sum(units), 0), coalesce(sum(total), 0.00) FROM orders";

    public const string Top =
        "SELECT product_id, max(name), sum(quantity) AS units FROM order_items GROUP BY product_id ORDER BY units DESC, product_id LIMIT @count";
}
