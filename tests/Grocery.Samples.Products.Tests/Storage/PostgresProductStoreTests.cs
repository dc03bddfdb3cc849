using Grocery.Samples.Products.Catalog;
using Grocery.Samples.Products.Storage;
using Grocery.Samples.Shop.Database;
using Grocery.Samples.TestSupport;
using Npgsql;

namespace Grocery.Samples.Products.Tests.Storage;

public sealed class PostgresProductStoreTests(PostgresServer server)
{
    private const int Orders = 5;

    [Theory]
    [InlineData(10)]
    [InlineData(1)]
    public async Task Orders_with_one_key_that_wait_for_one_product_get_one_reservation(int stock)
    {
        await using var database = NpgsqlDataSource.Create(await server.CreateDatabaseAsync());
        var milk = new Product("milk-1l", "Milk", "dairy", "1 l", 1.20m, stock);
        await new Migrations(typeof(Program).Assembly, new ProductSeed([milk]).FillAsync).ApplyAsync(database, TestContext.Current.CancellationToken);
        var store = new PostgresProductStore(database);
        await using var connection = await database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using var block = new NpgsqlCommand("SELECT FROM products FOR UPDATE", connection);
        await block.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        Task<ReservationOutcome>[] orders =
        [
            .. Enumerable.Range(0, Orders).Select(_ => store.ReserveAsync(new ReservationOrder(milk.Id, 1, "key"), TestContext.Current.CancellationToken)),
        ];
        await Eventually.HoldsAsync(async () => await CountWaitingAsync(database) == Orders, "every order waits");
        await transaction.CommitAsync(TestContext.Current.CancellationToken);

        var outcomes = await Task.WhenAll(orders);
        Assert.Single(outcomes.Cast<ReservationOutcome.Reserved>().Distinct());
        Assert.Equal(stock - 1, (await store.FindAsync(milk.Id, TestContext.Current.CancellationToken))!.Stock);
    }

    private static async Task<long> CountWaitingAsync(NpgsqlDataSource database)
    {
        await using var command = database.CreateCommand(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'");
        return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }
}
