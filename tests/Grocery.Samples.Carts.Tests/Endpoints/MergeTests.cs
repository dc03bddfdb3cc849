using System.Net;
using System.Text;
using System.Text.Json;
using Grocery.Samples.TestSupport;

namespace Grocery.Samples.Carts.Tests.Endpoints;

public abstract class MergeTests(CartsApp app, ProductShop products)
{
    [Fact]
    public async Task Of_each_product_the_larger_quantity_stays()
    {
        var ann = app.NewShopper();
        await ann.HasAsync("mango", 5);
        await ann.HasAsync("limes-4", 9);

        using var response = await ann.MergeAsync(("limes-4", 10), ("bananas-1kg", 99), ("mango", 2));

        var cart = await response.JsonAsync(HttpStatusCode.OK);
        Assert.Equal("mango:5 limes-4:10 bananas-1kg:99", Shopper.Content(cart));
        Assert.Empty(Dropped(cart));
        Assert.True(cart.GetProperty("complete").GetBoolean());
        Assert.Equal((await ann.CartAsync()).GetProperty("total").GetRawText(), cart.GetProperty("total").GetRawText());
    }

    [Fact]
    public async Task Merged_twice_is_merged_once()
    {
        var ann = app.NewShopper();
        await ann.HasAsync("mango", 1);

        using var first = await ann.MergeAsync(("mango", 2), ("limes-4", 3));
        using var second = await ann.MergeAsync(("mango", 2), ("limes-4", 3));

        Assert.Equal("mango:2 limes-4:3", Shopper.Content(await first.JsonAsync(HttpStatusCode.OK)));
        Assert.Equal("mango:2 limes-4:3", Shopper.Content(await second.JsonAsync(HttpStatusCode.OK)));
    }

    [Fact]
    public async Task What_is_unknown_or_has_no_room_is_dropped()
    {
        var ann = app.NewShopper();
        var some = await products.SomeAsync(53);
        using var filled = await ann.MergeAsync([.. some[..48].Select(product => (product, 1))]);

        using var response = await ann.MergeAsync((some[50], 1), ("unicorn-1kg", 1), (some[52], 2), (some[51], 3), (some[0], 4), (some[49], 5));

        var cart = await response.JsonAsync(HttpStatusCode.OK);
        Assert.Equal(["unicorn-1kg", some[51], some[49]], Dropped(cart));
        var content = await ann.ContentAsync();
        Assert.StartsWith($"{some[0]}:4 {some[1]}:1 ", content, StringComparison.Ordinal);
        Assert.EndsWith($" {some[47]}:1 {some[50]}:1 {some[52]}:2", content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_merge_of_unknown_products_alone_changes_nothing()
    {
        var ann = app.NewShopper();

        using var response = await ann.MergeAsync(("unicorn-1kg", 1));

        var cart = await response.JsonAsync(HttpStatusCode.OK);
        Assert.Equal("", Shopper.Content(cart));
        Assert.Equal(["unicorn-1kg"], Dropped(cart));
    }

    [Fact]
    public async Task Of_merges_at_one_moment_none_is_lost()
    {
        var ann = app.NewShopper();

        var responses = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => ann.MergeAsync(i % 2 == 0
            ? [("mango", 1), ("limes-4", i + 1)]
            : [("limes-4", 1), ("mango", i + 1)])));

        Assert.All(responses, response => Assert.Equal(HttpStatusCode.OK, response.StatusCode));
        var content = (await ann.ContentAsync()).Split(' ').Order(StringComparer.Ordinal);
        Assert.Equal(["limes-4:39", "mango:40"], content);
    }

    [Fact]
    public async Task Merges_at_one_moment_fill_a_cart_and_no_more()
    {
        var ann = app.NewShopper();
        var some = await products.SomeAsync(100);

        var responses = await Task.WhenAll(some.Chunk(7).Select(chunk => ann.MergeAsync([.. chunk.Select(product => (product, 1))])));

        var carts = await Task.WhenAll(responses.Select(response => response.JsonAsync(HttpStatusCode.OK)));
        Assert.Equal(50, carts.Sum(cart => Dropped(cart).Length));
        Assert.Equal(50, (await ann.CartAsync()).GetProperty("items").GetArrayLength());
    }

    [Theory]
    [InlineData("{}", "items")]
    [InlineData("""{"items":null}""", "items")]
    [InlineData("""{"items":[]}""", "items")]
    [InlineData("""{"items":[null]}""", "items[0].productId,items[0].quantity")]
    [InlineData("""{"items":[{}]}""", "items[0].productId,items[0].quantity")]
    [InlineData("""{"items":[{"productId":"mango","quantity":1},{"productId":"a'b","quantity":0}]}""", "items[1].productId,items[1].quantity")]
    [InlineData("""{"items":[{"productId":"mango","quantity":100}]}""", "items[0].quantity")]
    [InlineData("""{"items":[{"productId":"mango","quantity":1},{"productId":"mango","quantity":1}]}""", "items[1].productId")]
    public async Task Bad_items_are_refused_with_everything_that_is_bad(string body, string members)
    {
        var ann = app.NewShopper();
        await ann.HasAsync("limes-4", 1);
        using var content = new StringContent(body, Encoding.UTF8, "application/json");

        using var response = await ann.Client.PostAsync(new Uri("/cart/merge", UriKind.Relative), content, TestContext.Current.CancellationToken);

        var problem = await response.ProblemAsync(HttpStatusCode.BadRequest);
        Assert.Equal(members, string.Join(',', problem.GetProperty("errors").EnumerateObject().Select(error => error.Name)));
        Assert.Equal("limes-4:1", await ann.ContentAsync());
    }

    [Fact]
    public async Task More_items_than_a_cart_holds_are_refused()
    {
        using var response = await app.NewShopper().MergeAsync([.. Enumerable.Range(0, 51).Select(i => ($"p-{i}", 1))]);

        var problem = await response.ProblemAsync(HttpStatusCode.BadRequest);
        Assert.Contains("1 to 50", problem.GetProperty("errors").GetProperty("items")[0].GetString(), StringComparison.Ordinal);
    }

    private static string[] Dropped(JsonElement cart) => [.. cart.GetProperty("dropped").EnumerateArray().Select(id => id.GetString()!)];
}

public sealed class MemoryMergeTests(MemoryApp app, ProductShop products) : MergeTests(app, products), IClassFixture<MemoryApp>;

public sealed class PostgresMergeTests(PostgresApp app, ProductShop products) : MergeTests(app, products), IClassFixture<PostgresApp>;
