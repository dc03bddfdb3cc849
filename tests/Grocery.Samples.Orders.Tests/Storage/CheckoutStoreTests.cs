using Grocery.Samples.Orders.Checkouts;
using Grocery.Samples.Orders.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Grocery.Samples.Orders.Tests.Storage;

/// <summary>The races that requests can hardly be brought into. All leases end in a far future, out of reach of the service's own repair.</summary>
public abstract class CheckoutStoreTests(OrdersShop shop)
{
    private static readonly DateTimeOffset Now = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset End = Now.AddSeconds(30);
    private static readonly OrderItem Item = new("mango", "Mango", "each", 2, 1.50m);

    private ICheckoutStore Store => shop.Order.Services.GetRequiredService<ICheckoutStore>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_checkout_that_was_taken_over_places_no_order()
    {
        var checkout = await BeginAsync("ann");
        Assert.True(await Store.AbandonExpiredAsync(checkout.OrderId, End, End.AddSeconds(30), Token));

        var isPlaced = await Store.CompleteAsync(OrderOf(checkout), Now, End, Token);

        Assert.False(isPlaced);
        Assert.Null(await FindOrderAsync(checkout));
        await Store.EndAsync(checkout.OrderId, Token);
    }

    [Fact]
    public async Task A_checkout_whose_lease_has_ended_places_no_order()
    {
        var checkout = await BeginAsync("bob");

        Assert.False(await Store.CompleteAsync(OrderOf(checkout), End, End.AddSeconds(30), Token));

        Assert.Null(await FindOrderAsync(checkout));
        await Store.AbandonAsync(checkout.OrderId, End, Token);
        await Store.EndAsync(checkout.OrderId, Token);
    }

    [Fact]
    public async Task What_is_placed_cannot_be_abandoned_or_taken_over_or_placed_again()
    {
        var checkout = await BeginAsync("cat");
        Assert.True(await Store.CompleteAsync(OrderOf(checkout), Now, End, Token));

        Assert.False(await Store.AbandonAsync(checkout.OrderId, End, Token));
        Assert.False(await Store.AbandonExpiredAsync(checkout.OrderId, End, End, Token));
        Assert.False(await Store.CompleteAsync(OrderOf(checkout), Now, End, Token));

        Assert.NotNull(await FindOrderAsync(checkout));
        Assert.Equal(CheckoutState.Done, (await Store.FindAsync("cat", "key", Token))?.State);
        await Store.EndAsync(checkout.OrderId, Token);
    }

    [Fact]
    public async Task A_lease_that_has_not_ended_cannot_be_taken_over()
    {
        var checkout = await BeginAsync("dan");

        Assert.False(await Store.AbandonExpiredAsync(checkout.OrderId, End.AddTicks(-10), End, Token));

        Assert.True(await Store.CompleteAsync(OrderOf(checkout), Now, End, Token));
        await Store.EndAsync(checkout.OrderId, Token);
    }

    [Fact]
    public async Task A_key_is_used_once_and_again_after_a_failure()
    {
        var first = await BeginAsync("eve");
        Assert.False(await Store.BeginAsync(NewCheckout("eve"), Token));

        await Store.AbandonAsync(first.OrderId, End, Token);

        Assert.Null(await Store.FindAsync("eve", "key", Token));
        var second = await BeginAsync("eve");
        foreach (var checkout in new[] { first, second })
        {
            await Store.AbandonAsync(checkout.OrderId, End, Token);
            await Store.EndAsync(checkout.OrderId, Token);
        }
    }

    [Fact]
    public async Task Instances_that_look_at_one_moment_share_what_is_due()
    {
        for (var number = 0; number < 40; number++)
            await BeginAsync($"user-{number}");

        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(
            () => Store.TakeDueAsync(End, End.AddHours(1), 5, Token), Token)));

        var all = taken.SelectMany(checkouts => checkouts).ToArray();
        Assert.Equal(all.Length, all.Select(checkout => checkout.OrderId).Distinct().Count());
        Assert.All(all, checkout => Assert.Equal(CheckoutState.Releasing, checkout.State));
        Assert.All(all, checkout => Assert.Equal([Item], checkout.Items));
        var rest = await Store.TakeDueAsync(End, End.AddHours(1), 100, Token);
        Assert.Equal(40, all.Length + rest.Count);
        foreach (var checkout in all.Concat(rest))
            await Store.EndAsync(checkout.OrderId, Token);
    }

    private static Checkout NewCheckout(string user) =>
        new(Guid.CreateVersion7(), user, "key", "fingerprint", CheckoutState.Pending, [Item], End);

    private static Order OrderOf(Checkout checkout) => new(checkout.OrderId, checkout.UserId, Now, checkout.Items, 3.00m, null, null);

    private async Task<Checkout> BeginAsync(string user)
    {
        var checkout = NewCheckout(user);
        Assert.True(await Store.BeginAsync(checkout, Token));
        return checkout;
    }

    private Task<Order?> FindOrderAsync(Checkout checkout) =>
        shop.Order.Services.GetRequiredService<IOrderStore>().FindAsync(checkout.UserId, checkout.OrderId, Token);
}

public sealed class MemoryCheckoutStoreTests(MemoryShop shop) : CheckoutStoreTests(shop), IClassFixture<MemoryShop>;

public sealed class PostgresCheckoutStoreTests(PostgresShop shop) : CheckoutStoreTests(shop), IClassFixture<PostgresShop>;
