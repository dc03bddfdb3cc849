using Grocery.Samples.Products.Catalog;
using Grocery.Samples.Products.Storage;
using Grocery.Samples.Shop.Database;
using Grocery.Samples.TestSupport;
using Npgsql;

namespace Grocery.Samples.Products.Tests.Storage;

/// <summary>A database that is large enough for the planner to care.</summary>
public sealed class LargeCatalog(PostgresServer server) : IAsyncLifetime
{
    private const int Products = 20_000;

    internal NpgsqlDataSource Database { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Database = NpgsqlDataSource.Create(await server.CreateDatabaseAsync());
        Product[] products =
        [
            .. Enumerable.Range(0, Products).Select(i => new Product(
                $"p-{i}", i % 5000 == 7 ? $"Saffron {i}" : $"Thing {i} of kind{i % 997}", $"category-{i % 50}", "each", 1.50m, 10)),
        ];
        await new Migrations(typeof(Program).Assembly, new ProductSeed(products).FillAsync).ApplyAsync(Database, TestContext.Current.CancellationToken);
        await ExecuteAsync(
            """
            INSERT INTO reservations (id, product_id, quantity, remaining, idempotency_key)
            SELECT gen_random_uuid(), 'p-' || n % 20000, 1, 1, 'key-' || n FROM generate_series(1, 20000) n
            """);
        await ExecuteAsync("ANALYZE");
    }

    public ValueTask DisposeAsync() => Database.DisposeAsync();

    private async Task ExecuteAsync(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
