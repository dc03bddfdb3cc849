using Grocery.Platform.TestSupport;
using Grocery.Samples.Carts.Storage;
using Grocery.Samples.Shop.Database;
using Grocery.Samples.TestSupport;
using Npgsql;

namespace Grocery.Samples.Carts.Tests.Storage;

public sealed class ForgottenOrdersTests(PostgresServer server)
{
    private static readonly CartItem[] OneMango = [new("mango", 1)];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Memory_knows_an_order_for_30_days()
    {
        var time = new ManualTimeProvider();
        var store = new MemoryCartStore(time);
        var order = Guid.NewGuid();
        await store.SetAsync("ann", new CartItem("mango", 10), Token);
        await store.TakeOrderedAsync("ann", order, OneMango, Token);

        time.Advance(TimeSpan.FromDays(30));
        await store.TakeOrderedAsync("ann", order, OneMango, Token);
        Assert.Equal([new CartItem("mango", 9)], await store.ListAsync("ann", Token));

        time.Advance(TimeSpan.FromDays(1));
        await store.TakeOrderedAsync("ann", order, OneMango, Token);
        Assert.Equal([new CartItem("mango", 8)], await store.ListAsync("ann", Token));
    }

    [Fact]
    public async Task Postgres_deletes_orders_of_more_than_30_days_with_the_next_one()
    {
        await using var database = NpgsqlDataSource.Create(await server.CreateDatabaseAsync());
        await new Migrations(typeof(Program).Assembly, seed: null).ApplyAsync(database, Token);
        var store = new PostgresCartStore(database);
        await using var old = database.CreateCommand(
            """
            INSERT INTO cart_orders (order_id, user_id, ordered_at)
            SELECT gen_random_uuid(), 'ann', now() - interval '1 day' * days FROM generate_series(28, 33) AS days
            """);
        await old.ExecuteNonQueryAsync(Token);

        await store.TakeOrderedAsync("bob", Guid.NewGuid(), OneMango, Token);

        // Those of 28 and 29 days, and the new one.
        await using var count = database.CreateCommand("SELECT count(*) FILTER (WHERE ordered_at < now() - interval '29.5 days'), count(*) FROM cart_orders");
        await using var reader = await count.ExecuteReaderAsync(Token);
        await reader.ReadAsync(Token);
        Assert.Equal((0, 3), (reader.GetInt64(0), reader.GetInt64(1)));
    }
}
