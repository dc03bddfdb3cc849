using Grocery.Samples.Products.Catalog;
using Grocery.Samples.Products.Storage;
using Grocery.Samples.Shop.Database;
using Grocery.Samples.TestSupport;
using Npgsql;

namespace Grocery.Samples.Products.Tests.Storage;

public sealed class MigrationsTests(PostgresServer server)
{
    private static readonly IReadOnlyList<Product> Seed = CatalogFile.Load(CatalogFile.DefaultPath);

    [Fact]
    public async Task The_second_time_nothing_is_left_to_do()
    {
        await using var database = NpgsqlDataSource.Create(await server.CreateDatabaseAsync());

        var first = await ApplyAsync(database);
        var second = await ApplyAsync(database);

        Assert.Equal(["0001_products", "0002_reservations"], first);
        Assert.Empty(second);
        Assert.Equal(Seed.Count, await ScalarAsync(database, "SELECT count(*) FROM products"));
    }

    [Fact]
    public async Task Of_four_instances_that_start_together_one_does_the_work()
    {
        var connectionString = await server.CreateDatabaseAsync();
        NpgsqlDataSource[] databases = [.. Enumerable.Range(0, 4).Select(_ => NpgsqlDataSource.Create(connectionString))];

        var applied = await Task.WhenAll(databases.Select(ApplyAsync));

        Assert.Single(applied, migrations => migrations.Count > 0);
        Assert.Equal(2, await ScalarAsync(databases[0], "SELECT count(*) FROM schema_migrations"));
        Assert.Equal(Seed.Count, await ScalarAsync(databases[0], "SELECT count(*) FROM products"));
        foreach (var database in databases)
            await database.DisposeAsync();
    }

    [Fact]
    public async Task A_store_with_products_is_not_filled_again()
    {
        await using var database = NpgsqlDataSource.Create(await server.CreateDatabaseAsync());
        await ApplyAsync(database);
        await ScalarAsync(database, "WITH sold AS (DELETE FROM products WHERE id <> 'lemons-500g' RETURNING 1) SELECT count(*) FROM sold");

        await ApplyAsync(database);

        Assert.Equal(1, await ScalarAsync(database, "SELECT count(*) FROM products"));
    }

    private static Task<IReadOnlyList<string>> ApplyAsync(NpgsqlDataSource database) =>
        new Migrations(typeof(Program).Assembly, new ProductSeed(Seed).FillAsync).ApplyAsync(database, TestContext.Current.CancellationToken);

    private static async Task<long> ScalarAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }
}
