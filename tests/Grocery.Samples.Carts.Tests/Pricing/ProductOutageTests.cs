using System.Net;
using Grocery.Samples.TestSupport;

namespace Grocery.Samples.Carts.Tests.Pricing;

/// <summary>With the settings of the service itself.</summary>
public sealed class ProductOutageTests : IAsyncLifetime
{
    private readonly CartsApp _app = new();
    private readonly Uri _products = new($"http://127.0.0.1:{FreePort.Next()}");
    private ProductShop? _shop;
    private Shopper _ann = null!;

    public async ValueTask InitializeAsync()
    {
        await _app.With(_products).InitializeAsync();
        _ann = _app.NewShopper();
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await CloseAsync();
    }

    [Fact]
    public async Task Without_the_product_service_a_cart_is_incomplete_and_then_complete_again()
    {
        await OpenAsync();
        await FillAsync();
        await CloseAsync();

        var cart = await _ann.CartAsync();
        Assert.Equal(
            """{"items":[{"productId":"mango","name":null,"unit":null,"quantity":2,"price":null,"lineTotal":null,"stock":null}],"total":0.00,"currency":"EUR","complete":false}""",
            cart.GetRawText());

        await OpenAsync();

        await Eventually.HoldsAsync(async () => (cart = await _ann.CartAsync()).GetProperty("complete").GetBoolean(), "the cart is complete again");
        Assert.Equal(3.78m, cart.GetProperty("total").GetDecimal());
    }

    [Fact]
    public async Task Without_the_product_service_what_is_in_the_cart_can_change_and_nothing_new_gets_in()
    {
        await OpenAsync();
        await FillAsync();
        await CloseAsync();

        await _ann.HasAsync("mango", 5);
        using var merged = await _ann.MergeAsync(("mango", 6));
        using var set = await _ann.SetAsync("limes-4", 1);
        using var refused = await _ann.MergeAsync(("mango", 7), ("limes-4", 1));

        Assert.Equal("mango:6", Shopper.Content(await merged.JsonAsync(HttpStatusCode.OK)));
        foreach (var response in new[] { set, refused })
        {
            await response.ProblemAsync(HttpStatusCode.ServiceUnavailable);
            Assert.True(response.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        }

        Assert.Equal("mango:6", await _ann.ContentAsync());
    }

    private async Task OpenAsync()
    {
        _shop = new ProductShop();
        _shop.With("urls", _products.GetLeftPart(UriPartial.Authority));
        await _shop.InitializeAsync();
    }

    private async Task CloseAsync()
    {
        if (_shop is not null)
            await _shop.DisposeAsync();

        _shop = null;
    }

    // The first calls may be too slow for the deadline, and the breaker may be open.
    private Task FillAsync() => Eventually.HoldsAsync(
        async () =>
        {
            using var response = await _ann.SetAsync("mango", 2);
            return response.StatusCode == HttpStatusCode.OK;
        },
        "the product service answers in time");
}
