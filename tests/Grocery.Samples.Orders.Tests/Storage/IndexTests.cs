using Grocery.Samples.Orders.Storage;
using Grocery.Samples.Shop.Database;
using Grocery.Samples.TestSupport;
using Npgsql;

namespace Grocery.Samples.Orders.Tests.Storage;

public sealed class IndexTests(PostgresServer server) : IAsyncLifetime
{
    private NpgsqlDataSource _database = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = NpgsqlDataSource.Create(await server.CreateDatabaseAsync());
        await new Migrations(typeof(Program).Assembly, seed: null).ApplyAsync(_database, Token);
        await using var fill = _database.CreateCommand(
            """
            INSERT INTO orders (id, user_id, created_at, units, total)
            SELECT gen_random_uuid(), 'user-' || n % 2000, now() - interval '1 minute' * n, 1, 1 FROM generate_series(1, 20000) n;
            INSERT INTO order_items (order_id, line, product_id, name, unit, quantity, price) SELECT id, 1, 'mango', 'Mango', 'each', 1, 1 FROM orders;
            INSERT INTO checkouts (order_id, user_id, idempotency_key, fingerprint, state, items, lease_until, created_at)
            SELECT gen_random_uuid(), 'user-' || n % 2000, n::text, '', (ARRAY['Done', 'Pending', 'Released'])[1 + n % 3], '[]',
                CASE n % 3 WHEN 1 THEN now() - interval '1 minute' * n END, now() - interval '1 minute' * n
            FROM generate_series(1, 20000) n;
            ANALYZE
            """);
        await fill.ExecuteNonQueryAsync(Token);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task The_orders_of_a_user_come_from_the_index_in_their_order()
    {
        var list = await ExplainAsync(
            OrderStatements.List, new NpgsqlParameter<string>("user", "user-7"), new NpgsqlParameter<int>("size", 5), new NpgsqlParameter<long>("offset", 0L));
        var count = await ExplainAsync(OrderStatements.Count, new NpgsqlParameter<string>("user", "user-7"));

        Assert.All([list, count], plan => Assert.Contains("orders_by_user", plan, StringComparison.Ordinal));
        Assert.Contains("Index Scan Backward using orders_by_user", list, StringComparison.Ordinal);
        Assert.DoesNotContain("Seq Scan", list + count, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_last_orders_of_all_come_from_the_index_in_their_order()
    {
        var last = await ExplainAsync("SELECT * FROM orders ORDER BY created_at DESC LIMIT 20");

        Assert.Contains("Index Scan Backward using orders_by_creation", last, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Checkouts_are_found_by_key_by_lease_and_by_age()
    {
        var lease = new NpgsqlParameter<TimeSpan>("lease", TimeSpan.FromSeconds(30));
        var find = await ExplainAsync(CheckoutStatements.Find, new NpgsqlParameter<string>("user", "user-7"), new NpgsqlParameter<string>("key", "7"));
        var due = await ExplainAsync(CheckoutStatements.TakeDue, lease);
        var forget = await ExplainAsync(CheckoutStatements.Forget, new NpgsqlParameter<TimeSpan>("known", CheckoutLimits.UndoneKnown));

        Assert.Contains("checkouts_by_key", find, StringComparison.Ordinal);
        Assert.Contains("checkouts_due", due, StringComparison.Ordinal);
        Assert.Contains("checkouts_released", forget, StringComparison.Ordinal);
        Assert.DoesNotContain("Seq Scan", find + due, StringComparison.Ordinal);
    }

    private async Task<string> ExplainAsync(string sql, params NpgsqlParameter[] parameters)
    {
        await using var command = _database.CreateCommand($"EXPLAIN {sql}");
        command.Parameters.AddRange(parameters);
        await using var reader = await command.ExecuteReaderAsync(Token);
        var lines = new List<string>();
        while (await reader.ReadAsync(Token))
            lines.Add(reader.GetString(0));

        return string.Join('\n', lines);
    }
}
