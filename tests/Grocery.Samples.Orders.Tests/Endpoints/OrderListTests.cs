using System.Net;
using Grocery.Samples.TestSupport;

namespace Grocery.Samples.Orders.Tests.Endpoints;

public abstract class OrderListTests(OrdersShop shop)
{
    [Fact]
    public async Task The_newest_order_comes_first_and_every_order_once()
    {
        for (var quantity = 1; quantity <= 5; quantity++)
        {
            shop.Cart.Put("ann", new CartLine("bananas-1kg", quantity), new CartLine("mango", 1));
            await shop.PlaceAsync("ann", 1.5m * (quantity + 1));
        }

        var first = await shop.GetAsync("ann", "/orders?pageSize=2");
        var second = await shop.GetAsync("ann", "/orders?pageSize=2&page=2");
        var third = await shop.GetAsync("ann", "/orders?pageSize=2&page=3");
        var none = await shop.GetAsync("ann", "/orders?pageSize=100&page=2147483647");

        Assert.Equal(5, first.GetProperty("total").GetInt32());
        Assert.Equal(
            [9.00m, 7.50m, 6.00m, 4.50m, 3.00m],
            new[] { first, second, third }.SelectMany(page => page.GetProperty("items").EnumerateArray()).Select(order => order.GetProperty("total").GetDecimal()));
        Assert.Equal(["bananas-1kg", "mango"], first.GetProperty("items")[0].Texts("productId"));
        Assert.Empty(none.GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Orders_of_others_are_unknown()
    {
        shop.Cart.Put("bob", new CartLine("lemons-500g", 1));
        var id = (await shop.PlaceAsync("bob", 1.5m)).Text("orderId");

        using var foreign = await shop.Order.ClientOf("eve").GetAsync(new Uri($"/orders/{id}", UriKind.Relative), TestContext.Current.CancellationToken);
        using var missing = await shop.Order.ClientOf("eve").GetAsync(new Uri($"/orders/{Guid.Empty}", UriKind.Relative), TestContext.Current.CancellationToken);

        await foreign.ProblemAsync(HttpStatusCode.NotFound);
        await missing.ProblemAsync(HttpStatusCode.NotFound);
        Assert.Equal(0, (await shop.GetAsync("eve", "/orders")).GetProperty("total").GetInt32());
    }

    [Theory]
    [InlineData("page=0", "page")]
    [InlineData("page=x&pageSize=101", "page,pageSize")]
    public async Task A_bad_page_is_refused(string query, string members)
    {
        using var response = await shop.Order.ClientOf("cat").GetAsync(new Uri($"/orders?{query}", UriKind.Relative), TestContext.Current.CancellationToken);

        var problem = await response.ProblemAsync(HttpStatusCode.BadRequest);
        Assert.Equal(members, string.Join(',', problem.GetProperty("errors").EnumerateObject().Select(error => error.Name)));
    }

    [Fact]
    public async Task The_statistics_are_for_services()
    {
        var statistics = new Uri("/orders/statistics", UriKind.Relative);
        using var service = await shop.Order.ServiceClient().GetAsync(statistics, TestContext.Current.CancellationToken);
        using var user = await shop.Order.ClientOf("dan").GetAsync(statistics, TestContext.Current.CancellationToken);
        using var anonymous = await shop.Order.Client.GetAsync(statistics, TestContext.Current.CancellationToken);

        await service.JsonAsync(HttpStatusCode.OK);
        await user.ProblemAsync(HttpStatusCode.Forbidden);
        await anonymous.ProblemAsync(HttpStatusCode.Unauthorized);
    }
}

public abstract class OrderStatisticsTests(OrdersShop shop)
{
    [Fact]
    public async Task The_statistics_sum_all_orders_up()
    {
        Assert.Equal(
            """{"orders":0,"units":0,"revenue":0.00,"topProducts":[],"averageBasket":0.00,"currency":"EUR"}""", await ReadAsync());
        shop.Cart.Put("ann", new CartLine("bananas-1kg", 2, 1m), new CartLine("mango", 1, 2m));
        shop.Cart.Put("bob", new CartLine("mango", 4, 2m));
        await shop.PlaceAsync("ann", 4m);
        await shop.PlaceAsync("bob", 8m);

        Assert.Equal(
            """{"orders":2,"units":7,"revenue":12.00,"topProducts":[{"productId":"mango","name":"Name of mango","units":5},"""
            + """{"productId":"bananas-1kg","name":"Name of bananas-1kg","units":2}],"averageBasket":6.00,"currency":"EUR"}""",
            await ReadAsync());
    }

    private Task<string> ReadAsync() => shop.Order.ServiceClient().GetStringAsync(
        new Uri("/orders/statistics", UriKind.Relative), TestContext.Current.CancellationToken);
}

public sealed class MemoryOrderListTests(MemoryShop shop) : OrderListTests(shop), IClassFixture<MemoryShop>;

public sealed class PostgresOrderListTests(PostgresShop shop) : OrderListTests(shop), IClassFixture<PostgresShop>;

public sealed class MemoryOrderStatisticsTests(MemoryShop shop) : OrderStatisticsTests(shop), IClassFixture<MemoryShop>;

public sealed class PostgresOrderStatisticsTests(PostgresShop shop) : OrderStatisticsTests(shop), IClassFixture<PostgresShop>;
