using Grocery.Samples.Products.Catalog;
using Grocery.Samples.Products.Storage;
using Npgsql;

namespace Grocery.Samples.Products.Tests.Storage;

public sealed class IndexTests(LargeCatalog catalog) : IClassFixture<LargeCatalog>
{
    [Theory]
    [InlineData(null, "", "products_by_name")]
    [InlineData("category-7", "", "products_by_category")]
    [InlineData(null, "saffron", "products_by_search")]
    [InlineData(null, "saffr 7", "products_by_search")]
    public async Task A_page_is_read_by_an_index(string? category, string search, string index)
    {
        var plan = await ExplainAsync(ProductListing.Items(new ProductFilter(category, SearchWords.Of(search), 1, 20)));

        Assert.Contains(index, plan, StringComparison.Ordinal);
        Assert.DoesNotContain("Seq Scan", plan, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("category-7", "", "products_by_category")]
    [InlineData(null, "saffron", "products_by_search")]
    public async Task The_total_is_counted_by_an_index(string? category, string search, string index)
    {
        var plan = await ExplainAsync(ProductListing.Count(new ProductFilter(category, SearchWords.Of(search), 1, 20)));

        Assert.Contains(index, plan, StringComparison.Ordinal);
        Assert.DoesNotContain("Seq Scan", plan, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SELECT id FROM reservations WHERE idempotency_key = 'key-77'", "reservations_by_idempotency_key")]
    [InlineData("SELECT id FROM reservations WHERE product_id = 'p-77'", "reservations_by_product")]
    public async Task A_reservation_is_found_by_an_index(string sql, string index)
    {
        var plan = await ExplainAsync(new NpgsqlBatchCommand(sql));

        Assert.Contains(index, plan, StringComparison.Ordinal);
    }

    private async Task<string> ExplainAsync(NpgsqlBatchCommand statement)
    {
        await using var batch = catalog.Database.CreateBatch();
        statement.CommandText = "EXPLAIN " + statement.CommandText;
        batch.BatchCommands.Add(statement);
        await using var reader = await batch.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var lines = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            lines.Add(reader.GetString(0));

        return string.Join('\n', lines);
    }
}
