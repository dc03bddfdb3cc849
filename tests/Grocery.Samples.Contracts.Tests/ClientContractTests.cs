using System.Net.Http.Headers;
using Grocery.Samples.Orders.Clients;

namespace Grocery.Samples.Contracts.Tests;

/// <summary>Runs every typed client against a server that is made of the callee's description alone.</summary>
public sealed class ClientContractTests
{
    private static readonly string[] Ids = ["example-1", "example-2"];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public Task The_cart_reads_products() => HoldsAsync(
        "product", "GET /products", async http => await new Carts.Pricing.ProductClient(http).FindAsync(Ids, Cancelled));

    [Fact]
    public Task An_order_reads_the_cart() => HoldsAsync("cart", "GET /cart", async http => await new CartClient(http).GetAsync(Cancelled));

    [Fact]
    public Task An_order_reserves_stock() => HoldsAsync(
        "product", "POST /products/{id}/reservations", async http => await new ProductClient(http).ReserveAsync("mango", 2, "key", Cancelled));

    [Fact]
    public Task An_order_gives_stock_back() => HoldsAsync("product", "DELETE /products/{id}/reservations/{reservationId}", async http =>
    {
        await new ProductClient(http).ReleaseAsync("mango", Guid.CreateVersion7(), Cancelled);
        return null;
    });

    [Fact]
    public Task An_order_tells_the_cart_what_was_ordered() => HoldsAsync("cart", "POST /carts/{userId}/ordered", async http =>
    {
        await new CartOrdersClient(http).TellAsync("ann", new OrderedCart(Guid.CreateVersion7(), [new OrderedItem("mango", 2)]), Cancelled);
        return null;
    });

    [Fact]
    public Task The_summary_counts_products() => HoldsAsync(
        "product", "GET /categories", async http => await new Summary.Clients.ProductClient(http).CountAsync(Cancelled));

    [Fact]
    public Task The_summary_counts_the_cart() => HoldsAsync(
        "cart", "GET /cart", async http => await new Summary.Clients.CartClient(http).CountAsync(Cancelled));

    [Fact]
    public Task The_summary_counts_orders() => HoldsAsync(
        "order", "GET /orders", async http => await new Summary.Clients.OrderClient(http).CountAsync(Cancelled));

    [Fact]
    public Task The_summary_reads_statistics() => HoldsAsync(
        "order", "GET /orders/statistics", async http => await new Summary.Clients.OrderStatisticsClient(http).GetAsync(Cancelled));

    /// <summary>
    /// Checks that a client sends what the description allows, and finds in the answer, which has every member that the description
    /// has, a value for every member that it reads.
    /// </summary>
    private static async Task HoldsAsync(string service, string operation, Func<HttpClient, Task<object?>> call)
    {
        await using var server = await ContractServer.StartAsync(service);
        using var http = new HttpClient { BaseAddress = server.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "any");

        var answer = await call(http);

        Assert.Empty(server.Violations);
        Assert.Equal([operation], server.Operations);
        Assert.Empty(Unread.In(answer));
    }
}
