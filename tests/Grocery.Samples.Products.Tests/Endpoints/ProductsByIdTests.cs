using System.Net;
using Grocery.Samples.TestSupport;

namespace Grocery.Samples.Products.Tests.Endpoints;

public abstract class ProductsByIdTests(ProductsApp app)
{
    [Fact]
    public async Task A_page_holds_those_of_the_products_that_exist_by_name()
    {
        var page = await app.GetAsync("/products?ids=whole-milk-1l,unicorn-1kg,bananas-1kg,whole-milk-1l");

        Assert.Equal(["Bananas", "Whole Milk"], page.Texts("name"));
        Assert.Equal(1, page.GetProperty("page").GetInt32());
        Assert.Equal(3, page.GetProperty("pageSize").GetInt32());
        Assert.Equal(2, page.GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task A_product_in_the_page_has_all_its_facts()
    {
        var page = await app.GetAsync("/products?ids=whole-milk-1l");
        var product = await app.GetAsync("/products/whole-milk-1l");

        Assert.Equal(product.GetRawText(), Assert.Single(page.GetProperty("items").EnumerateArray()).GetRawText());
    }

    [Fact]
    public async Task As_many_products_as_are_allowed_come_on_one_page()
    {
        var some = await app.GetAsync("/products?pageSize=100");

        var page = await app.GetAsync($"/products?ids={string.Join(',', some.Texts("id").Reverse())}");

        Assert.Equal(some.Texts("id"), page.Texts("id"));
        Assert.Equal(100, page.GetProperty("total").GetInt32());
    }

    [Theory]
    [InlineData("ids=", "ids")]
    [InlineData("ids", "ids")]
    [InlineData("ids=bananas-1kg,", "ids")]
    [InlineData("ids=bananas-1kg,Bananas", "ids")]
    [InlineData("ids=%00", "ids")]
    [InlineData("ids=bananas-1kg&ids=limes-4", "ids")]
    [InlineData("ids=bananas-1kg&category=fruit", "category")]
    [InlineData("ids=bananas-1kg&search=banana&page=1&pageSize=5", "search,page,pageSize")]
    [InlineData("ids=x!&page=1", "page,ids")]
    public async Task A_bad_query_is_refused_with_everything_that_is_bad(string query, string members)
    {
        using var response = await app.Client.GetAsync(new Uri($"/products?{query}", UriKind.Relative), TestContext.Current.CancellationToken);

        var problem = await response.ProblemAsync(HttpStatusCode.BadRequest);
        Assert.Equal(members, string.Join(',', problem.GetProperty("errors").EnumerateObject().Select(error => error.Name)));
    }

    [Fact]
    public async Task Too_many_products_are_refused()
    {
        var ids = string.Join(',', Enumerable.Range(0, 101).Select(i => $"p-{i}"));
        using var response = await app.Client.GetAsync(new Uri($"/products?ids={ids}", UriKind.Relative), TestContext.Current.CancellationToken);

        var problem = await response.ProblemAsync(HttpStatusCode.BadRequest);
        Assert.Contains("1 to 100", problem.GetProperty("errors").GetProperty("ids")[0].GetString(), StringComparison.Ordinal);
    }
}

public sealed class MemoryProductsByIdTests(MemoryApp app) : ProductsByIdTests(app), IClassFixture<MemoryApp>;

public sealed class PostgresProductsByIdTests(PostgresApp app) : ProductsByIdTests(app), IClassFixture<PostgresApp>;
