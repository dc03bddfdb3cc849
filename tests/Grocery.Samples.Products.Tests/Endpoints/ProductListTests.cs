using System.Net;
using Grocery.Samples.TestSupport;

namespace Grocery.Samples.Products.Tests.Endpoints;

public abstract class ProductListTests(ProductsApp app)
{
    [Fact]
    public async Task A_page_holds_the_products_of_the_category_by_name()
    {
        var page = await app.GetAsync("/products?category=dairy&page=1&pageSize=5");

        Assert.Equal(["Brie", "Buffalo Mozzarella", "Buttermilk", "Camembert", "Cottage Cheese"], page.Texts("name"));
        Assert.All(page.Texts("category"), category => Assert.Equal("dairy", category));
        Assert.Equal(33, page.GetProperty("total").GetInt32());
        Assert.Equal(1, page.GetProperty("page").GetInt32());
        Assert.Equal(5, page.GetProperty("pageSize").GetInt32());
    }

    [Fact]
    public async Task A_product_has_all_its_facts()
    {
        var product = await app.GetAsync("/products/whole-milk-1l");

        Assert.Equal(
            """{"id":"whole-milk-1l","name":"Whole Milk","category":"dairy","unit":"1 l","price":1.29,"stock":240,"currency":"EUR"}""",
            product.GetRawText());
    }

    [Fact]
    public async Task The_pages_hold_every_product_once()
    {
        var ids = new List<string>();
        var total = int.MaxValue;
        for (var page = 1; ids.Count < total; page++)
        {
            var products = await app.GetAsync($"/products?page={page}&pageSize=70");
            total = products.GetProperty("total").GetInt32();
            Assert.NotEmpty(products.Texts("id"));
            ids.AddRange(products.Texts("id"));
        }

        Assert.True(total >= 200);
        Assert.Equal(total, ids.Distinct().Count());
    }

    [Theory]
    [InlineData("category=DAIRY&search=milk")]
    [InlineData("category=dairy&search=MILK")]
    [InlineData("category=+dairy+&search=+milk+")]
    public async Task Case_and_spaces_around_do_not_matter(string query)
    {
        var page = await app.GetAsync($"/products?{query}");

        Assert.Equal(
            ["lactose-free-milk-1l", "organic-whole-milk-1l", "semi-skimmed-milk-1l", "skimmed-milk-1l", "whole-milk-1l"], page.Texts("id"));
    }

    [Theory]
    [InlineData("who mil", "Organic Whole Milk, Whole Milk")]
    [InlineData("milk whole", "Organic Whole Milk, Whole Milk")]
    [InlineData("semi-skimmed", "Semi-Skimmed Milk")]
    [InlineData("creme fraiche", "Crème Fraîche")]
    [InlineData("CRÈME", "Crème Fraîche")]
    [InlineData("size 3", "Nappies Size 3")]
    [InlineData("ilk", "")]
    [InlineData("milk'); drop table products; --", "")]
    [InlineData("milk:* | butter", "")]
    public async Task Every_searched_word_begins_a_word_of_the_name(string search, string expected)
    {
        var page = await app.GetAsync($"/products?search={Uri.EscapeDataString(search)}");

        Assert.Equal(expected, string.Join(", ", page.Texts("name")));
    }

    [Theory]
    [InlineData("category=garden")]
    [InlineData("page=2147483647&pageSize=100")]
    [InlineData("category=dairy&page=3")]
    public async Task What_holds_nothing_is_an_empty_page(string query)
    {
        var page = await app.GetAsync($"/products?{query}");

        Assert.Empty(page.Texts("id"));
    }

    [Theory]
    [InlineData("page=0", "page")]
    [InlineData("page=-1", "page")]
    [InlineData("page=x", "page")]
    [InlineData("page=1.5", "page")]
    [InlineData("page=2147483648", "page")]
    [InlineData("page=1&page=2", "page")]
    [InlineData("pageSize=0", "pageSize")]
    [InlineData("pageSize=1000", "pageSize")]
    [InlineData("category=a_b", "category")]
    [InlineData("category=%00", "category")]
    [InlineData("search=%25%25", "search")]
    [InlineData("search=%00", "search")]
    [InlineData("page=0&pageSize=x&category=..&search=!", "page,pageSize,category,search")]
    public async Task A_bad_query_is_refused_with_everything_that_is_bad(string query, string members)
    {
        using var response = await app.Client.GetAsync(new Uri($"/products?{query}", UriKind.Relative), TestContext.Current.CancellationToken);

        var problem = await response.ProblemAsync(HttpStatusCode.BadRequest);
        Assert.Equal(members, string.Join(',', problem.GetProperty("errors").EnumerateObject().Select(error => error.Name)));
    }

    [Fact]
    public async Task A_search_that_is_too_long_is_refused()
    {
        using var response = await app.Client.GetAsync(
            new Uri($"/products?search={new string('a', 101)}", UriKind.Relative), TestContext.Current.CancellationToken);

        var problem = await response.ProblemAsync(HttpStatusCode.BadRequest);
        Assert.True(problem.GetProperty("errors").TryGetProperty("search", out _));
    }

    [Theory]
    [InlineData("unicorn-1kg")]
    [InlineData("Whole-Milk-1L")]
    [InlineData("a'b")]
    [InlineData("%E2%98%83")]
    public async Task An_unknown_product_is_a_problem(string id)
    {
        using var response = await app.Client.GetAsync(new Uri($"/products/{id}", UriKind.Relative), TestContext.Current.CancellationToken);

        var problem = await response.ProblemAsync(HttpStatusCode.NotFound);
        Assert.Contains(Uri.UnescapeDataString(id), problem.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_categories_count_their_products()
    {
        var categories = await app.GetAsync("/categories");
        var all = await app.GetAsync("/products?pageSize=1");

        string[] names = [.. categories.EnumerateArray().Select(category => category.Text("name"))];
        Assert.Equal(names.Order(StringComparer.Ordinal), names);
        Assert.Equal(33, categories.EnumerateArray().Single(category => category.Text("name") == "dairy").GetProperty("products").GetInt32());
        Assert.Equal(
            all.GetProperty("total").GetInt32(),
            categories.EnumerateArray().Sum(category => category.GetProperty("products").GetInt32()));
    }

    [Theory]
    [InlineData("GET", "/nowhere", HttpStatusCode.NotFound)]
    [InlineData("PUT", "/products", HttpStatusCode.MethodNotAllowed)]
    public async Task What_no_endpoint_answers_is_a_problem(string method, string path, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var response = await app.Client.SendAsync(request, TestContext.Current.CancellationToken);

        await response.ProblemAsync(expected);
    }
}

public sealed class MemoryProductListTests(MemoryApp app) : ProductListTests(app), IClassFixture<MemoryApp>;

public sealed class PostgresProductListTests(PostgresApp app) : ProductListTests(app), IClassFixture<PostgresApp>;
