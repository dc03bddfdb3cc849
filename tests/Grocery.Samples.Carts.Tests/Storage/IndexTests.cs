using Grocery.Samples.Carts.Storage;
using Grocery.Samples.Shop.Database;
using Grocery.Samples.TestSupport;
using Npgsql;

namespace Grocery.Samples.Carts.Tests.Storage;

public sealed class IndexTests(PostgresServer server)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Items_are_found_by_user_and_orders_by_time()
    {
        await using var database = NpgsqlDataSource.Create(await server.CreateDatabaseAsync());
        await new Migrations(typeof(Program).Assembly, seed: null).ApplyAsync(database, Token);
        await using var fill = database.CreateCommand(
            """
            INSERT INTO cart_items (user_id, product_id, quantity) SELECT 'user-' || n % 2000, 'p-' || n / 2000, 1 FROM generate_series(0, 19999) n;
            INSERT INTO cart_orders (order_id, user_id, ordered_at)
            SELECT gen_random_uuid(), 'ann', now() - interval '1 minute' * n FROM generate_series(1, 20000) n;
            ANALYZE
            """);
        await fill.ExecuteNonQueryAsync(Token);

        var list = await ExplainAsync(database, CartStatements.List, new NpgsqlParameter<string>("user", "user-7"));
        var forget = await ExplainAsync(database, CartStatements.Forget, new NpgsqlParameter<TimeSpan>("known", CartLimits.OrderKnown));

        Assert.Contains("cart_items_by_user", list, StringComparison.Ordinal);
        Assert.Contains("cart_orders_by_time", forget, StringComparison.Ordinal);
        Assert.DoesNotContain("Seq Scan", list + forget, StringComparison.Ordinal);
    }

    private static async Task<string> ExplainAsync(NpgsqlDataSource database, string sql, NpgsqlParameter parameter)
    {
        await using var command = database.CreateCommand($"EXPLAIN {sql}");
        command.Parameters.Add(parameter);
        await using var reader = await command.ExecuteReaderAsync(Token);
        var lines = new List<string>();
        while (await reader.ReadAsync(Token))
            lines.Add(reader.GetString(0));

        return string.Join('\n', lines);
    }
}
