using System.Net;
using System.Text;
using Grocery.Samples.TestSupport;

namespace Grocery.Samples.Carts.Tests.Endpoints;

public abstract class CartTests(CartsApp app, ProductShop products)
{
    [Fact]
    public async Task A_user_begins_with_an_empty_cart()
    {
        var cart = await app.NewShopper().CartAsync();

        Assert.Equal("""{"items":[],"total":0.00,"currency":"EUR","complete":true}""", cart.GetRawText());
    }

    [Fact]
    public async Task An_item_has_the_facts_of_its_product()
    {
        using var response = await app.NewShopper().SetAsync("whole-milk-1l", 3);

        var cart = await response.JsonAsync(HttpStatusCode.OK);
        Assert.Equal(
            """{"items":[{"productId":"whole-milk-1l","name":"Whole Milk","unit":"1 l","quantity":3,"price":1.29,"lineTotal":3.87,"stock":240}],"total":3.87,"currency":"EUR","complete":true}""",
            cart.GetRawText());
    }

    [Fact]
    public async Task Items_stay_in_the_order_in_which_they_were_put_in()
    {
        var ann = app.NewShopper();
        await ann.HasAsync("whole-milk-1l", 1);
        await ann.HasAsync("bananas-1kg", 2);
        await ann.HasAsync("limes-4", 3);

        await ann.HasAsync("whole-milk-1l", 99);

        var cart = await ann.CartAsync();
        Assert.Equal("whole-milk-1l:99 bananas-1kg:2 limes-4:3", Shopper.Content(cart));
        var sum = cart.GetProperty("items").EnumerateArray().Sum(item => item.GetProperty("quantity").GetInt32() * item.GetProperty("price").GetDecimal());
        Assert.Equal(sum, cart.GetProperty("total").GetDecimal());
    }

    [Fact]
    public async Task What_is_taken_out_is_out_however_often()
    {
        var ann = app.NewShopper();
        await ann.HasAsync("mango", 1);
        await ann.HasAsync("limes-4", 1);

        foreach (var product in new[] { "mango", "mango", "unicorn-1kg", "a'b" })
        {
            using var removed = await ann.RemoveAsync(product);
            Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        }

        Assert.Equal("limes-4:1", await ann.ContentAsync());
        for (var i = 0; i < 2; i++)
        {
            using var cleared = await ann.ClearAsync();
            Assert.Equal(HttpStatusCode.NoContent, cleared.StatusCode);
            Assert.Equal("", await ann.ContentAsync());
        }
    }

    [Fact]
    public async Task Nobody_reads_or_changes_the_cart_of_another()
    {
        var (ann, bob) = (app.NewShopper(), app.NewShopper());
        await ann.HasAsync("mango", 5);

        Assert.Equal("", await bob.ContentAsync());
        await bob.HasAsync("mango", 1);
        using var merged = await bob.MergeAsync(("mango", 1));
        using var removed = await bob.RemoveAsync("mango");
        using var cleared = await bob.ClearAsync();

        Assert.Equal("mango:5", await ann.ContentAsync());
    }

    [Theory]
    [InlineData("unicorn-1kg")]
    [InlineData("Mango")]
    [InlineData("a'b")]
    [InlineData("%E2%98%83")]
    public async Task An_unknown_product_does_not_get_in(string product)
    {
        var ann = app.NewShopper();

        using var response = await ann.SetAsync(product, 1);

        var problem = await response.ProblemAsync(HttpStatusCode.NotFound);
        Assert.Equal("Unknown product", problem.Text("title"));
        Assert.Equal("", await ann.ContentAsync());
    }

    [Fact]
    public async Task A_cart_holds_50_products_and_their_quantities_can_still_change()
    {
        var ann = app.NewShopper();
        var some = await products.SomeAsync(51);
        using var filled = await ann.MergeAsync([.. some[..50].Select(product => (product, 1))]);

        using var refused = await ann.SetAsync(some[50], 1);
        await ann.HasAsync(some[0], 2);

        Assert.Equal("The cart is full", (await refused.ProblemAsync(HttpStatusCode.Conflict)).Text("title"));
        using var removed = await ann.RemoveAsync(some[1]);
        await ann.HasAsync(some[50], 1);
    }

    [Fact]
    public async Task Of_60_products_put_in_at_one_moment_50_get_in()
    {
        var ann = app.NewShopper();
        var some = await products.SomeAsync(60);

        var responses = await Task.WhenAll(some.Select(product => ann.SetAsync(product, 1)));

        Assert.Equal(50, responses.Count(response => response.StatusCode == HttpStatusCode.OK));
        Assert.Equal(10, responses.Count(response => response.StatusCode == HttpStatusCode.Conflict));
        Assert.Equal(50, (await ann.CartAsync()).GetProperty("items").GetArrayLength());
    }

    [Theory]
    [InlineData("""{"quantity":0}""")]
    [InlineData("""{"quantity":-1}""")]
    [InlineData("""{"quantity":100}""")]
    [InlineData("""{"quantity":99999999999}""")]
    [InlineData("""{"quantity":1.5}""")]
    [InlineData("""{"quantity":"5"}""")]
    [InlineData("""{"quantity":null}""")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("<quantity>1</quantity>", HttpStatusCode.UnsupportedMediaType, "application/xml")]
    public async Task A_bad_quantity_is_a_problem(
        string body, HttpStatusCode expected = HttpStatusCode.BadRequest, string mediaType = "application/json")
    {
        var ann = app.NewShopper();
        using var content = new StringContent(body, Encoding.UTF8, mediaType);

        using var response = await ann.Client.PutAsync(new Uri("/cart/items/mango", UriKind.Relative), content, TestContext.Current.CancellationToken);

        var problem = await response.ProblemAsync(expected);
        Assert.DoesNotContain("QuantityRequest", problem.GetRawText(), StringComparison.Ordinal);
        Assert.Equal("", await ann.ContentAsync());
    }
}

public sealed class MemoryCartTests(MemoryApp app, ProductShop products) : CartTests(app, products), IClassFixture<MemoryApp>;

public sealed class PostgresCartTests(PostgresApp app, ProductShop products) : CartTests(app, products), IClassFixture<PostgresApp>;
