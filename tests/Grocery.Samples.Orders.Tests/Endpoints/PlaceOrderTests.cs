using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Grocery.Samples.TestSupport;

namespace Grocery.Samples.Orders.Tests.Endpoints;

/// <summary>Each test has a user, and products, of its own, as they share the services.</summary>
public abstract class PlaceOrderTests(OrdersShop shop)
{
    [Fact]
    public async Task An_order_takes_the_stock_and_empties_the_cart()
    {
        shop.Cart.Put("ann", new CartLine("mango", 2, 1.25m), new CartLine("blueberries-250g", 1, 3m));
        var (mangoes, berries) = (await shop.StockOfAsync("mango"), await shop.StockOfAsync("blueberries-250g"));

        using var response = await shop.PlaceAsync("ann", new { expectedTotal = 5.5m, note = "Ring twice" }, "key-ann");

        var order = await response.JsonAsync(HttpStatusCode.Created);
        var id = order.Text("orderId");
        Assert.Equal($"/orders/{id}", response.Headers.Location?.OriginalString);
        Assert.Equal(
            """[{"productId":"mango","name":"Name of mango","unit":"each","quantity":2,"price":1.25,"lineTotal":2.50},"""
            + """{"productId":"blueberries-250g","name":"Name of blueberries-250g","unit":"each","quantity":1,"price":3.00,"lineTotal":3.00}]""",
            order.GetProperty("items").GetRawText());
        Assert.Equal("5.50", order.GetProperty("total").GetRawText());
        Assert.Equal("Ring twice", order.Text("note"));
        Assert.Equal("EUR", order.Text("currency"));
        Assert.Equal(JsonValueKind.Null, order.GetProperty("deliverySlot").ValueKind);
        Assert.Equal(mangoes - 2, await shop.StockOfAsync("mango"));
        Assert.Equal(berries - 1, await shop.StockOfAsync("blueberries-250g"));
        Assert.Equal(0, shop.Cart.CountOf("ann"));
        Assert.Equal(order.GetRawText(), (await shop.GetAsync("ann", $"/orders/{id}")).GetRawText());
    }

    [Fact]
    public async Task A_repeat_gets_the_same_answer_and_takes_nothing()
    {
        shop.Cart.Put("bob", new CartLine("pineapple", 1));
        using var first = await shop.PlaceAsync("bob", new { expectedTotal = 1.5m }, "key-bob");
        var order = await first.JsonAsync(HttpStatusCode.Created);
        var stock = await shop.StockOfAsync("pineapple");

        using var second = await shop.PlaceAsync("bob", new { expectedTotal = 1.50m }, "key-bob");

        Assert.Equal(order.GetRawText(), (await second.JsonAsync(HttpStatusCode.Created)).GetRawText());
        Assert.Equal(first.Headers.Location, second.Headers.Location);
        Assert.Equal(stock, await shop.StockOfAsync("pineapple"));
    }

    [Theory]
    [InlineData(null, null, "Another")]
    [InlineData(null, null, "")]
    [InlineData("b\n", "\nb", null)]
    public async Task A_key_with_another_body_is_a_conflict(string? note, string? otherSlot, string? otherNote)
    {
        var (user, key) = (Guid.NewGuid().ToString(), Guid.NewGuid().ToString());
        shop.Cart.Put(user, new CartLine("kiwis-6", 1));
        using var first = await shop.PlaceAsync(user, new { expectedTotal = 1.5m, note }, key);
        Assert.Equal(HttpStatusCode.Created, first.StatusCode);

        using var second = await shop.PlaceAsync(user, new { expectedTotal = 1.5m, deliverySlot = otherSlot, note = otherNote }, key);

        Assert.Equal("Idempotency-Key reused", (await second.ProblemAsync(HttpStatusCode.Conflict)).Text("title"));
    }

    [Fact]
    public async Task A_key_belongs_to_its_user()
    {
        shop.Cart.Put("dan", new CartLine("lemons-500g", 1));
        shop.Cart.Put("dora", new CartLine("lemons-500g", 2));
        using var dan = await shop.PlaceAsync("dan", new { expectedTotal = 1.5m }, "key-shared");
        using var dora = await shop.PlaceAsync("dora", new { expectedTotal = 3m }, "key-shared");

        var first = await dan.JsonAsync(HttpStatusCode.Created);
        var second = await dora.JsonAsync(HttpStatusCode.Created);

        Assert.NotEqual(first.Text("orderId"), second.Text("orderId"));
    }

    [Fact]
    public async Task Requests_with_one_key_at_one_moment_make_one_order()
    {
        shop.Cart.Put("eve", new CartLine("watermelon", 1));
        var stock = await shop.StockOfAsync("watermelon");

        var responses = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => shop.PlaceAsync("eve", new { expectedTotal = 1.5m }, "key-eve")));

        var orders = new HashSet<string>();
        foreach (var response in responses)
        {
            if (response.StatusCode == HttpStatusCode.Created)
            {
                orders.Add((await response.JsonAsync(HttpStatusCode.Created)).Text("orderId"));
                continue;
            }

            var problem = await response.ProblemAsync(HttpStatusCode.Conflict);
            Assert.Equal("Checkout under way", problem.Text("title"));
        }

        Assert.Single(orders);
        Assert.Equal(stock - 1, await shop.StockOfAsync("watermelon"));
        Assert.Equal(1, (await shop.GetAsync("eve", "/orders")).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task What_is_under_way_says_when_to_come_again()
    {
        shop.Cart.Put("flo", new CartLine("red-grapefruit", 1));
        var gate = new TaskCompletionSource();
        shop.Relay.Rule = async request =>
        {
            if (request.Path.Value!.Contains("red-grapefruit", StringComparison.Ordinal))
                await gate.Task;

            return Passage.Free;
        };
        var first = shop.PlaceAsync("flo", new { expectedTotal = 1.5m }, "key-flo");
        await Eventually.HoldsAsync(() => shop.Relay.Requests.Any(request => request.Contains("red-grapefruit", StringComparison.Ordinal)), "it is under way");

        using var second = await shop.PlaceAsync("flo", new { expectedTotal = 1.5m }, "key-flo");
        gate.SetResult();
        using var answer = await first;

        Assert.Equal("Checkout under way", (await second.ProblemAsync(HttpStatusCode.Conflict)).Text("title"));
        Assert.True(second.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
    }

    [Fact]
    public async Task An_empty_cart_is_a_conflict()
    {
        using var response = await shop.PlaceAsync("gus", new { expectedTotal = 0 }, "key-gus");

        Assert.Equal("Cart empty", (await response.ProblemAsync(HttpStatusCode.Conflict)).Text("title"));
    }

    [Fact]
    public async Task Another_total_is_a_conflict_that_tells_it_and_leaves_the_key_unused()
    {
        shop.Cart.Put("hal", new CartLine("limes-4", 2));
        using var refused = await shop.PlaceAsync("hal", new { expectedTotal = 2.99m }, "key-hal");

        using var placed = await shop.PlaceAsync("hal", new { expectedTotal = 3m }, "key-hal");

        Assert.Equal("3.00", (await refused.ProblemAsync(HttpStatusCode.Conflict)).GetProperty("total").GetRawText());
        Assert.Equal(HttpStatusCode.Created, placed.StatusCode);
    }

    [Fact]
    public async Task Too_little_stock_is_told_and_everything_else_is_given_back()
    {
        await shop.LeaveAsync("raspberries-125g", 1);
        var stock = await shop.StockOfAsync("strawberries-400g");
        shop.Cart.Put("ida", new CartLine("strawberries-400g", 3), new CartLine("raspberries-125g", 2), new CartLine("no-such-thing", 1));

        using var refused = await shop.PlaceAsync("ida", new { expectedTotal = 9m }, "key-ida");

        var problem = await refused.ProblemAsync(HttpStatusCode.Conflict);
        Assert.Equal(
            """[{"productId":"no-such-thing","available":0},{"productId":"raspberries-125g","available":1}]""", problem.GetProperty("items").GetRawText());
        Assert.Equal(stock, await shop.StockOfAsync("strawberries-400g"));
        Assert.Equal(1, await shop.StockOfAsync("raspberries-125g"));

        shop.Cart.Put("ida", new CartLine("strawberries-400g", 3), new CartLine("raspberries-125g", 1));
        using var placed = await shop.PlaceAsync("ida", new { expectedTotal = 6m }, "key-ida");
        Assert.Equal(HttpStatusCode.Created, placed.StatusCode);
        Assert.Equal(0, await shop.StockOfAsync("raspberries-125g"));
    }

    [Fact]
    public async Task Of_200_buyers_of_50_units_exactly_50_get_one()
    {
        await shop.LeaveAsync("clementines-1kg", 50);
        var buyers = Enumerable.Range(0, 200).Select(number => $"buyer-{number}").ToArray();
        foreach (var buyer in buyers)
            shop.Cart.Put(buyer, new CartLine("clementines-1kg", 1));

        // What a checkout that runs out of time has reserved is sold out to the others until it is released, so they come again.
        var happy = new ConcurrentDictionary<string, string>();
        await Eventually.HoldsAsync(
            async () =>
            {
                await Task.WhenAll(buyers.Where(buyer => !happy.ContainsKey(buyer)).Select(buyer => BuyAsync(buyer, happy)));
                return happy.Count >= 50;
            },
            "50 get one",
            TimeSpan.FromSeconds(90));
        await Task.WhenAll(buyers.Where(buyer => !happy.ContainsKey(buyer)).Select(buyer => BuyAsync(buyer, happy)));

        Assert.Equal(50, happy.Values.Distinct().Count());
        Assert.Equal(50, happy.Count);
        Assert.Equal(0, await shop.StockOfAsync("clementines-1kg"));
    }

    [Theory]
    [InlineData("""{}""", "key", "expectedTotal")]
    [InlineData("""{"expectedTotal":-1}""", "key", "expectedTotal")]
    [InlineData("""{"expectedTotal":1.005}""", "key", "expectedTotal")]
    [InlineData("""{"expectedTotal":79228162514264337593543950335}""", "key", "expectedTotal")]
    [InlineData("""{"expectedTotal":1,"note":"a\u0000b"}""", "key", "note")]
    [InlineData("""{"expectedTotal":1,"deliverySlot":"tonight"}""", "key", "deliverySlot")]
    [InlineData("""{"expectedTotal":1}""", null, "Idempotency-Key")]
    [InlineData("""{"expectedTotal":1}""", "a b", "Idempotency-Key")]
    [InlineData("""{"note":"\u0007"}""", "a b", "Idempotency-Key,expectedTotal,note")]
    public async Task What_is_bad_is_named(string body, string? key, string members)
    {
        using var response = await shop.PlaceAsync("joe", JsonDocument.Parse(body).RootElement, key);

        var problem = await response.ProblemAsync(HttpStatusCode.BadRequest);
        Assert.Equal(members, string.Join(',', problem.GetProperty("errors").EnumerateObject().Select(error => error.Name)));
    }

    [Theory]
    [InlineData(200, HttpStatusCode.Conflict)]
    [InlineData(201, HttpStatusCode.BadRequest)]
    public async Task A_note_is_short(int length, HttpStatusCode expected)
    {
        using var response = await shop.PlaceAsync("kim", new { expectedTotal = 1, note = new string('é', length) }, "key-kim");

        await response.ProblemAsync(expected);
    }

    [Fact]
    public async Task Nobody_orders_without_a_token_or_as_a_service()
    {
        using var anonymous = await shop.Order.Client.PostAsJsonAsync("/orders", new { expectedTotal = 1 }, TestContext.Current.CancellationToken);
        using var service = await shop.Order.ServiceClient().PostAsJsonAsync("/orders", new { expectedTotal = 1 }, TestContext.Current.CancellationToken);

        await anonymous.ProblemAsync(HttpStatusCode.Unauthorized);
        await service.ProblemAsync(HttpStatusCode.Forbidden);
    }

    private async Task BuyAsync(string buyer, ConcurrentDictionary<string, string> happy)
    {
        using var response = await shop.PlaceAsync(buyer, new { expectedTotal = 1.5m }, "key-of-buyer");
        if (response.StatusCode == HttpStatusCode.Created)
            happy[buyer] = (await response.JsonAsync(HttpStatusCode.Created)).Text("orderId");
    }
}

public sealed class MemoryPlaceOrderTests(MemoryShop shop) : PlaceOrderTests(shop), IClassFixture<MemoryShop>;

public sealed class PostgresPlaceOrderTests(PostgresShop shop) : PlaceOrderTests(shop), IClassFixture<PostgresShop>;
