using System.Globalization;
using System.Net;
using Grocery.Samples.TestSupport;

namespace Grocery.Samples.Orders.Tests.Checkouts;

/// <summary>The clock of the order service jumps; those of the others do not.</summary>
public abstract class ClockJumpTests(OrdersShop shop) : IDisposable
{
    public void Dispose()
    {
        shop.Relay.Rule = _ => Task.FromResult(Passage.Free);
        shop.Clock.Ahead = TimeSpan.Zero;
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData("01:00:00", "greek-yoghurt-500g")]
    [InlineData("-01:00:00", "natural-yoghurt-500g")]
    public async Task A_checkout_that_is_under_way_is_finished(string jump, string product)
    {
        shop.Cart.Put("ann", new CartLine(product, 1));
        shop.Relay.Rule = request =>
        {
            shop.Clock.Ahead = TimeSpan.Parse(jump, CultureInfo.InvariantCulture);
            return Task.FromResult(Passage.Free);
        };

        var order = await shop.PlaceAsync("ann", 1.5m);

        Assert.Equal(order.GetRawText(), (await shop.GetAsync("ann", $"/orders/{order.Text("orderId")}")).GetRawText());
    }

    [Fact]
    public async Task What_was_left_to_do_is_done_no_later()
    {
        shop.Cart.Put("bob", new CartLine("mango", 1));
        shop.Cart.IsDeaf = true;
        await shop.PlaceAsync("bob", 1.5m);

        shop.Clock.Ahead = TimeSpan.FromHours(-1);
        shop.Cart.IsDeaf = false;

        await Eventually.HoldsAsync(() => shop.Cart.CountOf("bob") == 0, "the cart is told");
    }

    [Fact]
    public async Task Who_is_at_a_checkout_stays_at_it()
    {
        shop.Cart.Put("cat", new CartLine("lemons-500g", 1));
        var gate = new TaskCompletionSource();
        shop.Relay.Rule = async _ =>
        {
            await gate.Task;
            return Passage.Free;
        };
        var first = shop.PlaceAsync("cat", new { expectedTotal = 1.5m }, "key-cat");
        await Eventually.HoldsAsync(() => shop.Relay.Requests.Any(request => request.Contains("lemons", StringComparison.Ordinal)), "it is under way");

        shop.Clock.Ahead = TimeSpan.FromHours(1);
        using var repeated = await shop.PlaceAsync("cat", new { expectedTotal = 1.5m }, "key-cat");
        gate.SetResult();
        using var placed = await first;

        Assert.Equal("Checkout under way", (await repeated.ProblemAsync(HttpStatusCode.Conflict)).Text("title"));
        Assert.Equal(HttpStatusCode.Created, placed.StatusCode);
    }
}

public sealed class MemoryClockJumpTests(MemoryShop shop) : ClockJumpTests(shop), IClassFixture<MemoryShop>;

public sealed class PostgresClockJumpTests(PostgresShop shop) : ClockJumpTests(shop), IClassFixture<PostgresShop>;
