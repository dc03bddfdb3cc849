using System.Net;
using System.Text.Json;
using Grocery.Platform.TestSupport;
using Grocery.Samples.TestSupport;
using Microsoft.AspNetCore.Http;

namespace Grocery.Samples.Carts.Tests.Pricing;

/// <summary>A product service that answers, or does not, as each test says; the settings are those of the cart service itself.</summary>
public sealed class BadAnswerTests : IAsyncLifetime
{
    private const string Mango = """{"id":"mango","name":"Mango","unit":"each","price":1.89,"stock":65}""";
    private const string Limes = """{"id":"limes-4","name":"Limes","unit":"4 pieces","price":0.99,"stock":9}""";

    // By the platform's own settings a call may take three times as long.
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(10);

    private readonly CartsApp _app = new();
    private ScriptedServer _products = null!;
    private Shopper _ann = null!;
    private Func<HttpContext, Task> _answer = Page(Mango, Limes);

    public static TheoryData<string> BadAnswers => ["hang", "stall", "close", "500", "404", "html", "null", "no-price", "no-items", "null-item"];

    public async ValueTask InitializeAsync()
    {
        _products = await ScriptedServer.StartAsync(context => _answer(context));
        await _app.With(_products.Address).InitializeAsync();
        _ann = _app.NewShopper();
        foreach (var product in new[] { "mango", "limes-4" })
            await Eventually.HoldsAsync(async () => (await _ann.SetAsync(product, 2)).StatusCode == HttpStatusCode.OK, "a product gets in");
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _products.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(BadAnswers))]
    public async Task A_cart_is_answered_soon_and_without_prices(string bad)
    {
        _answer = Bad(bad);

        var cart = await _ann.CartAsync().WaitAsync(Bound, TestContext.Current.CancellationToken);

        Assert.Equal("mango:2 limes-4:2", Shopper.Content(cart));
        Assert.False(cart.GetProperty("complete").GetBoolean());
        Assert.Equal("0.00", cart.GetProperty("total").GetRawText());
    }

    [Theory]
    [MemberData(nameof(BadAnswers))]
    public async Task What_is_new_to_the_cart_is_refused_soon(string bad)
    {
        _answer = Bad(bad);

        using var refused = await _ann.SetAsync("bananas-1kg", 1).WaitAsync(Bound, TestContext.Current.CancellationToken);

        await refused.ProblemAsync(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task A_product_that_is_gone_makes_the_cart_incomplete()
    {
        _answer = Page(Limes);

        // An answer that was late on a busy machine has no prices at all.
        JsonElement cart = default;
        await Eventually.HoldsAsync(
            async () => (cart = await _ann.CartAsync()).GetProperty("items")[1].GetProperty("name").ValueKind == JsonValueKind.String, "the limes have a name");

        Assert.False(cart.GetProperty("complete").GetBoolean());
        Assert.Equal("1.98", cart.GetProperty("total").GetRawText());
        Assert.Equal(JsonValueKind.Null, cart.GetProperty("items")[0].GetProperty("price").ValueKind);
        Assert.Equal(JsonValueKind.Null, cart.GetProperty("items")[0].GetProperty("stock").ValueKind);
    }

    [Fact]
    public async Task The_token_of_the_user_does_not_leave()
    {
        await _ann.CartAsync();

        Assert.NotEmpty(_products.Received);
        Assert.DoesNotContain(_products.Received, request => request.Headers.ContainsKey("Authorization"));
    }

    private static Func<HttpContext, Task> Page(params string[] products) => Json($$"""{"items":[{{string.Join(',', products)}}]}""");

    private static Func<HttpContext, Task> Json(string text) => context =>
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(text);
    };

    private static Func<HttpContext, Task> Bad(string name) => name switch
    {
        "hang" => Reply.Hang,
        "stall" => Reply.StallBody,
        "close" => Reply.Close,
        "html" => Json("<html></html>"),
        "null" => Json("null"),
        "no-price" => Page(Mango.Replace(",\"price\":1.89", "", StringComparison.Ordinal)),
        "no-items" => Json("{}"),
        "null-item" => Page("null"),
        _ => Reply.Status(int.Parse(name, System.Globalization.CultureInfo.InvariantCulture)),
    };
}
