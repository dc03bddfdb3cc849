using System.Collections.Concurrent;
using System.Net;
using Grocery.Samples.TestSupport;
using Microsoft.AspNetCore.Http;

namespace Grocery.Samples.Orders.Tests.Checkouts;

/// <summary>What a checkout leaves behind when something fails on its way. Each test has products of its own, as they share the services.</summary>
public abstract class CheckoutFaultTests(OrdersShop shop)
{
    [Fact]
    public async Task Product_going_down_in_the_middle_is_a_503_and_leaves_no_reservation()
    {
        var stock = await shop.StockOfAsync("whole-milk-1l");
        shop.Cart.Put("lea", new CartLine("whole-milk-1l", 3), new CartLine("brie-200g", 1));
        var isDown = false;
        shop.Relay.Rule = async request =>
        {
            if (request.Path.Value!.Contains("brie", StringComparison.Ordinal))
            {
                await Eventually.HoldsAsync(async () => await shop.StockOfAsync("whole-milk-1l") < stock, "the milk is reserved");
                isDown = true;
            }

            return isDown ? Passage.Blocked : Passage.Free;
        };

        using var response = await shop.PlaceAsync("lea", new { expectedTotal = 6m }, "key-lea");

        await response.ProblemAsync(HttpStatusCode.ServiceUnavailable);
        Assert.True(response.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        Assert.Equal(stock - 3, await shop.StockOfAsync("whole-milk-1l"));

        shop.Relay.Rule = _ => Task.FromResult(Passage.Free);
        await Eventually.HoldsAsync(async () => await shop.StockOfAsync("whole-milk-1l") == stock, "the milk is back");
        Assert.Equal(0, (await shop.GetAsync("lea", "/orders")).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task A_lost_answer_is_asked_for_again()
    {
        var stock = await shop.StockOfAsync("buttermilk-500ml");
        shop.Cart.Put("max", new CartLine("buttermilk-500ml", 2));
        var lost = 0;
        shop.Relay.Rule = _ => Task.FromResult(Interlocked.Increment(ref lost) == 1 ? Passage.AnswerLost : Passage.Free);

        await shop.PlaceAsync("max", 3m);

        Assert.Equal(2, lost);
        Assert.Equal(stock - 2, await shop.StockOfAsync("buttermilk-500ml"));
    }

    [Fact]
    public async Task A_reservation_whose_answers_were_all_lost_is_released()
    {
        var stock = await shop.StockOfAsync("camembert-250g");
        shop.Cart.Put("ned", new CartLine("camembert-250g", 2));
        shop.Relay.Rule = _ => Task.FromResult(Passage.AnswerLost);

        using var response = await shop.PlaceAsync("ned", new { expectedTotal = 3m }, "key-ned");

        await response.ProblemAsync(HttpStatusCode.ServiceUnavailable);
        Assert.Equal(stock - 2, await shop.StockOfAsync("camembert-250g"));

        shop.Relay.Rule = _ => Task.FromResult(Passage.Free);
        await Eventually.HoldsAsync(async () => await shop.StockOfAsync("camembert-250g") == stock, "the cheese is back");
    }

    // A product that hangs may grant, when it goes on, what it was asked for long ago.
    [Fact]
    public async Task What_is_granted_after_it_was_refused_is_released_too()
    {
        await shop.LeaveAsync("cottage-cheese-200g", 0);
        shop.Cart.Put("oda", new CartLine("cottage-cheese-200g", 1));
        var gate = new TaskCompletionSource();
        var requests = 0;
        shop.Relay.Rule = async request =>
        {
            if (Interlocked.Increment(ref requests) == 1)
                await gate.Task;

            return Passage.Free;
        };

        using var response = await shop.PlaceAsync("oda", new { expectedTotal = 1.5m }, "key-oda");
        await Eventually.HoldsAsync(() => requests >= 2, "it was asked for again, and refused");
        await shop.PutBackAsync("cottage-cheese-200g");
        var stock = await shop.StockOfAsync("cottage-cheese-200g");
        gate.SetResult();

        Assert.False(response.IsSuccessStatusCode);
        await Eventually.HoldsAsync(async () => await shop.StockOfAsync("cottage-cheese-200g") == stock - 1, "the first request was granted");
        await Eventually.HoldsAsync(async () => await shop.StockOfAsync("cottage-cheese-200g") == stock, "the cheese is back");
    }

    [Fact]
    public async Task A_caller_who_goes_away_leaves_no_reservation()
    {
        var stock = await shop.StockOfAsync("skimmed-milk-1l");
        shop.Cart.Put("pia", new CartLine("skimmed-milk-1l", 2), new CartLine("feta-200g", 1));
        using var caller = new CancellationTokenSource();
        shop.Relay.Rule = async request =>
        {
            if (request.Path.Value!.Contains("feta", StringComparison.Ordinal) && !caller.IsCancellationRequested)
            {
                await Eventually.HoldsAsync(async () => await shop.StockOfAsync("skimmed-milk-1l") < stock, "one is reserved");
                await caller.CancelAsync();
                await Eventually.HoldsAsync(() => request.HttpContext.RequestAborted.IsCancellationRequested, "the checkout stops");
            }

            return Passage.Free;
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => shop.PlaceAsync("pia", new { expectedTotal = 4.5m }, "key-pia", caller.Token));

        await Eventually.HoldsAsync(async () => await shop.StockOfAsync("skimmed-milk-1l") == stock, "it is back");
        await Eventually.HoldsAsync(async () => await PlacesAsync("pia", 4.5m, "key-pia"), "the key can be used again");
        Assert.Equal(stock - 2, await shop.StockOfAsync("skimmed-milk-1l"));
    }

    [Fact]
    public async Task A_deadline_of_the_caller_that_passes_leaves_no_reservation()
    {
        var stock = await shop.StockOfAsync("semi-skimmed-milk-1l");
        shop.Cart.Put("quin", new CartLine("semi-skimmed-milk-1l", 2), new CartLine("halloumi-225g", 1));
        var isSlow = true;
        var slow = new ConcurrentQueue<HttpRequest>();
        shop.Relay.Rule = async request =>
        {
            if (isSlow && request.Path.Value!.Contains("halloumi", StringComparison.Ordinal))
            {
                slow.Enqueue(request);
                await Eventually.HoldsAsync(() => request.HttpContext.RequestAborted.IsCancellationRequested, "the time is over");
            }

            return Passage.Free;
        };
        var client = shop.Order.ClientOf("quin");
        client.DefaultRequestHeaders.Add("X-Request-Timeout-Ms", "3000");
        client.DefaultRequestHeaders.Add("Idempotency-Key", "key-quin");

        using var response = await client.PostAsync(
            new Uri("/orders", UriKind.Relative), System.Net.Http.Json.JsonContent.Create(new { expectedTotal = 4.5m }), TestContext.Current.CancellationToken);
        isSlow = false;

        Assert.Equal(HttpStatusCode.GatewayTimeout, response.StatusCode);
        Assert.NotEmpty(slow);
        await Eventually.HoldsAsync(async () => await shop.StockOfAsync("semi-skimmed-milk-1l") == stock, "it is back");
    }

    [Fact]
    public async Task A_cart_that_could_not_be_told_is_told_once_later()
    {
        shop.Cart.Put("rex", new CartLine("organic-whole-milk-1l", 1));
        shop.Cart.IsDeaf = true;
        var order = (await shop.PlaceAsync("rex", 1.5m)).GetProperty("orderId").GetGuid();
        Assert.Equal(1, shop.Cart.CountOf("rex"));

        shop.Cart.IsDeaf = false;

        await Eventually.HoldsAsync(() => shop.Cart.CountOf("rex") == 0, "the cart is empty");
        shop.Cart.Put("sue", new CartLine("organic-whole-milk-1l", 1));
        await shop.PlaceAsync("sue", 1.5m);
        Assert.Equal(1, shop.Cart.Ordered[order]);
    }

    [Fact]
    public async Task A_cart_without_prices_orders_nothing()
    {
        shop.Cart.Put("tom", new CartLine("organic-whole-milk-1l", 1));
        shop.Cart.IsComplete = false;

        using var response = await shop.PlaceAsync("tom", new { expectedTotal = 1.5m }, "key-tom");
        shop.Cart.IsComplete = true;

        Assert.Equal("Prices unknown", (await response.ProblemAsync(HttpStatusCode.ServiceUnavailable)).Text("title"));
        Assert.True(response.Headers.RetryAfter?.Delta > TimeSpan.Zero);
    }

    private async Task<bool> PlacesAsync(string user, decimal expectedTotal, string key)
    {
        using var response = await shop.PlaceAsync(user, new { expectedTotal }, key);
        return response.StatusCode == HttpStatusCode.Created;
    }
}

public sealed class MemoryCheckoutFaultTests(MemoryShop shop) : CheckoutFaultTests(shop), IClassFixture<MemoryShop>;

public sealed class PostgresCheckoutFaultTests(PostgresShop shop) : CheckoutFaultTests(shop), IClassFixture<PostgresShop>;
