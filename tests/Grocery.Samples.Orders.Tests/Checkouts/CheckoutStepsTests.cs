using System.Net;
using Grocery.Samples.TestSupport;

namespace Grocery.Samples.Orders.Tests.Checkouts;

public sealed class CheckoutStepsTests(PostgresServer server) : IAsyncLifetime
{
    private readonly MemoryShop _shop = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task The_kill_switch_closes_the_checkout_but_tells_of_what_was_ordered()
    {
        var database = await server.CreateDatabaseAsync();
        _shop.Order.With("ConnectionStrings:Orders", database);
        await _shop.InitializeAsync();
        _shop.Cart.Put("ann", new CartLine("mango", 1));
        using var placed = await _shop.PlaceAsync("ann", new { expectedTotal = 1.5m }, "key-1");
        Assert.True((await _shop.GetAsync("ann", "/checkout")).GetProperty("open").GetBoolean());

        await using var closed = new MemoryShop();
        closed.Order.With("ConnectionStrings:Orders", database).With("feature_management:feature_flags:0:enabled", "false");
        await closed.InitializeAsync();

        closed.Cart.Put("ann", new CartLine("mango", 1));
        using var refused = await closed.PlaceAsync("ann", new { expectedTotal = 1.5m }, "key-2");
        using var repeated = await closed.PlaceAsync("ann", new { expectedTotal = 1.5m }, "key-1");
        Assert.Equal("Checkout is closed", (await refused.ProblemAsync(HttpStatusCode.ServiceUnavailable)).Text("title"));
        Assert.True(refused.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        Assert.Equal(await TextAsync(placed), await TextAsync(repeated));
        Assert.False((await closed.GetAsync("ann", "/checkout")).GetProperty("open").GetBoolean());
    }

    [Fact]
    public async Task A_quarter_of_the_users_choose_a_slot_and_only_they()
    {
        _shop.Order.With("feature_management:feature_flags:1:enabled", "true");
        await _shop.InitializeAsync();
        var users = Enumerable.Range(0, 200).Select(number => $"user-{number}").ToArray();
        var chosen = new List<string>();
        foreach (var user in users)
        {
            var checkout = await _shop.GetAsync(user, "/checkout");
            var hasStep = checkout.GetProperty("steps").EnumerateArray().Any(step => step.GetString() == "delivery-slot");
            Assert.Equal(hasStep ? 6 : 0, checkout.GetProperty("deliverySlots").GetArrayLength());
            if (hasStep)
                chosen.Add(user);
        }

        Assert.InRange(chosen.Count, 25, 75);
        await DemandsSlotAsync(chosen[0]);
        await RefusesSlotAsync(users.Except(chosen).First());
    }

    private async Task DemandsSlotAsync(string user)
    {
        _shop.Cart.Put(user, new CartLine("mango", 1));
        var slot = (await _shop.GetAsync(user, "/checkout")).GetProperty("deliverySlots")[0];
        Assert.NotEmpty(slot.Text("label"));

        using var without = await _shop.PlaceAsync(user, new { expectedTotal = 1.5m }, "key");
        using var past = await _shop.PlaceAsync(user, new { expectedTotal = 1.5m, deliverySlot = "2020-01-01-morning" }, "key");
        using var with = await _shop.PlaceAsync(user, new { expectedTotal = 1.5m, deliverySlot = slot.Text("id") }, "key");

        await RefusedAsync(without);
        await RefusedAsync(past);
        Assert.Equal(slot.Text("id"), (await with.JsonAsync(HttpStatusCode.Created)).Text("deliverySlot"));
    }

    private async Task RefusesSlotAsync(string user)
    {
        _shop.Cart.Put(user, new CartLine("mango", 1));

        using var with = await _shop.PlaceAsync(user, new { expectedTotal = 1.5m, deliverySlot = "2020-01-01-morning" }, "key");
        using var without = await _shop.PlaceAsync(user, new { expectedTotal = 1.5m }, "key");

        await RefusedAsync(with);
        Assert.Equal(HttpStatusCode.Created, without.StatusCode);
    }

    private static async Task RefusedAsync(HttpResponseMessage response) => Assert.True(
        (await response.ProblemAsync(HttpStatusCode.BadRequest)).GetProperty("errors").TryGetProperty("deliverySlot", out _));

    private static async Task<string> TextAsync(HttpResponseMessage response) => (await response.JsonAsync(HttpStatusCode.Created)).GetRawText();
}
