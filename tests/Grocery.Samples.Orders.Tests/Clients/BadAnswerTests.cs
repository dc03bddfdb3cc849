using System.Net;
using Grocery.Samples.TestSupport;

namespace Grocery.Samples.Orders.Tests.Clients;

/// <summary>The other services answer, and what they answer makes no sense.</summary>
public sealed class BadAnswerTests(MemoryShop shop) : IClassFixture<MemoryShop>
{
    [Theory]
    [InlineData("<html></html>")]
    [InlineData("null")]
    [InlineData("""{"items":[null],"total":1.5,"complete":true}""")]
    [InlineData("""{"items":[],"complete":true}""")]
    [InlineData("""{"items":[{"productId":"mango","name":"Mango","unit":"each","quantity":1,"price":null}],"total":1.5,"complete":true}""")]
    [InlineData("""{"items":[{"productId":"mango","name":null,"unit":"each","quantity":1,"price":1.5}],"total":1.5,"complete":true}""")]
    [InlineData("""{"items":[{"productId":"mango","name":"Mango","unit":"each","quantity":-1,"price":1.5}],"total":1.5,"complete":true}""")]
    [InlineData("""{"items":[{"productId":"mango","name":"Mango","unit":"each","quantity":2,"price":1.5}],"total":1.5,"complete":true}""")]
    [InlineData("""{"items":[{"productId":"mango","name":"Mango","unit":"each","quantity":2147483647,"price":7e28}],"total":1.5,"complete":true}""")]
    public async Task Such_a_cart_orders_nothing(string cart)
    {
        shop.Cart.Nonsense = cart;
        using var response = await shop.PlaceAsync("ann", new { expectedTotal = 1.5m }, "key-ann");
        shop.Cart.Nonsense = null;

        await IsOutageAsync(response);
        Assert.Equal(0, (await shop.GetAsync("ann", "/orders")).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task Such_a_reservation_is_released()
    {
        var stock = await shop.StockOfAsync("young-gouda-400g");
        shop.Cart.Put("bob", new CartLine("young-gouda-400g", 2));
        shop.Relay.Rule = _ => Task.FromResult(Passage.AnswerGarbled);

        using var response = await shop.PlaceAsync("bob", new { expectedTotal = 3m }, "key-bob");

        await IsOutageAsync(response);
        Assert.Equal(stock - 2, await shop.StockOfAsync("young-gouda-400g"));

        shop.Relay.Rule = _ => Task.FromResult(Passage.Free);
        await Eventually.HoldsAsync(async () => await shop.StockOfAsync("young-gouda-400g") == stock, "the cheese is back");
    }

    [Fact]
    public async Task Such_a_shortage_is_none()
    {
        await shop.LeaveAsync("mild-cheddar-350g", 0);
        shop.Cart.Put("cat", new CartLine("mild-cheddar-350g", 1));
        shop.Relay.Rule = _ => Task.FromResult(Passage.AnswerGarbled);

        using var response = await shop.PlaceAsync("cat", new { expectedTotal = 1.5m }, "key-cat");
        shop.Relay.Rule = _ => Task.FromResult(Passage.Free);

        await IsOutageAsync(response);
    }

    private static async Task IsOutageAsync(HttpResponseMessage response)
    {
        Assert.Equal("Dependency unavailable", (await response.ProblemAsync(HttpStatusCode.ServiceUnavailable)).Text("title"));
        Assert.True(response.Headers.RetryAfter?.Delta > TimeSpan.Zero);
    }
}
