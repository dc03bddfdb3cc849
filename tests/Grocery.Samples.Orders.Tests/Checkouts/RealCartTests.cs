extern alias carts;
extern alias products;

using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Grocery.Samples.TestSupport;
using CartProgram = carts::Program;
using ProductProgram = products::Program;

namespace Grocery.Samples.Orders.Tests.Checkouts;

/// <summary>A checkout with the real services of products and carts, as the shop has it.</summary>
public sealed class RealCartTests : IAsyncLifetime
{
    private readonly ShopServer<ProductProgram> _product = new();
    private readonly ShopServer<CartProgram> _cart = new();
    private readonly ShopServer<Program> _order = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _product.InitializeAsync();
        _cart.With("Services:product", Authority(_product.Address)).With("Platform:Resilience:Clients:product:AttemptTimeout", "00:00:10")
            .With("Platform:Resilience:Clients:product:Deadline", "00:00:20");
        await _cart.InitializeAsync();
        _order.With("Services:product", Authority(_product.Address)).With("Services:cart", Authority(_cart.Address))
            .With("feature_management:feature_flags:1:enabled", "false");
        await _order.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _order.DisposeAsync();
        await _cart.DisposeAsync();
        await _product.DisposeAsync();
    }

    [Fact]
    public async Task What_is_in_the_cart_is_ordered_at_its_prices_and_is_out_of_the_cart()
    {
        using var cart = _cart.ClientOf("ann");
        await PutAsync(cart, "mango", 2);
        var filled = await PutAsync(cart, "whole-milk-1l", 3);

        using var response = await PlaceAsync("ann", filled.GetProperty("total").GetDecimal());

        var order = await response.JsonAsync(HttpStatusCode.Created);
        Assert.Equal(
            """[{"productId":"mango","name":"Mango","unit":"each","quantity":2,"price":1.89,"lineTotal":3.78},"""
            + """{"productId":"whole-milk-1l","name":"Whole Milk","unit":"1 l","quantity":3,"price":1.29,"lineTotal":3.87}]""",
            order.GetProperty("items").GetRawText());
        Assert.Equal(7.65m, order.GetProperty("total").GetDecimal());
        Assert.Empty((await cart.GetFromJsonAsync<JsonElement>("/cart", Token)).GetProperty("items").EnumerateArray());
        Assert.Equal(63, (await _product.GetAsync("/products/mango")).GetProperty("stock").GetInt32());
    }

    [Fact]
    public async Task A_price_that_the_user_has_not_seen_is_a_conflict_and_the_cart_stays()
    {
        using var cart = _cart.ClientOf("bob");
        await PutAsync(cart, "mango", 1);

        using var response = await PlaceAsync("bob", 1m);

        Assert.Equal(1.89m, (await response.ProblemAsync(HttpStatusCode.Conflict)).GetProperty("total").GetDecimal());
        Assert.Single((await cart.GetFromJsonAsync<JsonElement>("/cart", Token)).GetProperty("items").EnumerateArray());
    }

    private static string Authority(Uri address) => address.GetLeftPart(UriPartial.Authority);

    private static async Task<JsonElement> PutAsync(HttpClient cart, string product, int quantity)
    {
        using var response = await cart.PutAsJsonAsync($"/cart/items/{product}", new { quantity }, Token);
        return await response.JsonAsync(HttpStatusCode.OK);
    }

    private async Task<HttpResponseMessage> PlaceAsync(string user, decimal expectedTotal)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/orders") { Content = JsonContent.Create(new { expectedTotal }) };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        return await _order.ClientOf(user).SendAsync(request, Token);
    }
}
