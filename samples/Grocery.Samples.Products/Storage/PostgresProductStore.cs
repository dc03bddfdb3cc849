using Grocery.Samples.Products.Catalog;
using Npgsql;
using NpgsqlTypes;

namespace Grocery.Samples.Products.Storage;

/// <summary>Holds everything in PostgreSQL. Every change is one statement, so it happens wholly or not at all.</summary>
internal sealed class PostgresProductStore(NpgsqlDataSource database) : IProductStore
{
    public const string Columns = "id, name, category, unit, price, stock";

    public async Task<ProductPage> ListAsync(ProductFilter filter, CancellationToken cancellationToken)
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(ProductListing.Count(filter));
        batch.BatchCommands.Add(ProductListing.Items(filter));
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);

        await reader.ReadAsync(cancellationToken);
        var total = reader.GetInt64(0);

        await reader.NextResultAsync(cancellationToken);
        var items = await ReadProductsAsync(reader, cancellationToken);
        return new ProductPage(items, filter.Page, filter.PageSize, total);
    }

    public async Task<IReadOnlyList<Product>> ListByIdAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"SELECT {Columns} FROM products WHERE id = ANY (@ids) ORDER BY name, id");
        command.Parameters.Add(new NpgsqlParameter<string[]>("ids", [.. ids]));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await ReadProductsAsync(reader, cancellationToken);
    }

    public async Task<Product?> FindAsync(string id, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"SELECT {Columns} FROM products WHERE id = @id");
        command.Parameters.Add(new NpgsqlParameter<string>("id", id));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? ReadProduct(reader) : null;
    }

    public async Task<IReadOnlyList<CategoryCount>> ListCategoriesAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("SELECT category, count(*) FROM products GROUP BY category ORDER BY category");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var categories = new List<CategoryCount>();
        while (await reader.ReadAsync(cancellationToken))
            categories.Add(new CategoryCount(reader.GetString(0), reader.GetInt64(1)));

        return categories;
    }

    public async Task<ReservationOutcome> ReserveAsync(ReservationOrder order, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await TryReserveAsync(order, cancellationToken) is { } reservation)
                return new ReservationOutcome.Reserved(reservation);

            if (order.IdempotencyKey is { } key && await FindByKeyAsync(key, cancellationToken) is { } earlier)
            {
                return earlier.ProductId == order.ProductId && earlier.Quantity == order.Quantity
                    ? new ReservationOutcome.Reserved(earlier)
                    : new ReservationOutcome.KeyReused();
            }

            if (await FindAsync(order.ProductId, cancellationToken) is not { } product)
                return new ReservationOutcome.UnknownProduct();

            if (product.Stock < order.Quantity)
                return new ReservationOutcome.NotEnough(product.Stock);

            // Somebody released stock between the two looks: try again.
        }
    }

    public async Task<bool> ReleaseAsync(string productId, Guid reservationId, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            WITH released AS (
                UPDATE reservations SET released_at = now()
                WHERE id = @reservation AND product_id = @product AND released_at IS NULL
                RETURNING product_id, quantity),
            restocked AS (
                UPDATE products SET stock = stock + quantity FROM released WHERE products.id = product_id)
            SELECT EXISTS (SELECT FROM reservations WHERE id = @reservation AND product_id = @product)
            """);
        command.Parameters.Add(new NpgsqlParameter<Guid>("reservation", reservationId));
        command.Parameters.Add(new NpgsqlParameter<string>("product", productId));
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private async Task<Reservation?> TryReserveAsync(ReservationOrder order, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            WITH taken AS (
                UPDATE products SET stock = stock - @quantity
                WHERE id = @product AND stock >= @quantity
                  AND NOT EXISTS (SELECT FROM reservations WHERE idempotency_key = @key)
                RETURNING stock)
            INSERT INTO reservations (id, product_id, quantity, remaining, idempotency_key)
            SELECT @reservation, @product, @quantity, stock, @key FROM taken
            RETURNING id, product_id, quantity, remaining
            """);
        command.Parameters.Add(new NpgsqlParameter<Guid>("reservation", Guid.CreateVersion7()));
        command.Parameters.Add(new NpgsqlParameter<string>("product", order.ProductId));
        command.Parameters.Add(new NpgsqlParameter<int>("quantity", order.Quantity));
        command.Parameters.Add(new NpgsqlParameter("key", NpgsqlDbType.Text) { Value = (object?)order.IdempotencyKey ?? DBNull.Value });

        try
        {
            return await ReadReservationAsync(command, cancellationToken);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            // An order with the same key was committed at the same moment; the statement, and so the stock, is rolled back.
            return null;
        }
    }

    private async Task<Reservation?> FindByKeyAsync(string key, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            "SELECT id, product_id, quantity, remaining FROM reservations WHERE idempotency_key = @key");
        command.Parameters.Add(new NpgsqlParameter<string>("key", key));
        return await ReadReservationAsync(command, cancellationToken);
    }

    private static async Task<Reservation?> ReadReservationAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new Reservation(reader.GetGuid(0), reader.GetString(1), reader.GetInt32(2), reader.GetInt32(3))
            : null;
    }

    private static async Task<IReadOnlyList<Product>> ReadProductsAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var products = new List<Product>();
        while (await reader.ReadAsync(cancellationToken))
            products.Add(ReadProduct(reader));

        return products;
    }

    private static Product ReadProduct(NpgsqlDataReader reader) => new(
        reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetDecimal(4), reader.GetInt32(5));
}
