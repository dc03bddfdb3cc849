using System.Net;
using Grocery.Samples.Orders.Checkouts;
using Grocery.Samples.Orders.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Grocery.Samples.Orders.Tests.Checkouts;

/// <summary>With a service whose own repair in the background does not come before the test is over.</summary>
public sealed class CheckoutRepairTests : IAsyncLifetime
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    private readonly MemoryShop _shop = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ICheckoutStore Store => _shop.Order.Services.GetRequiredService<ICheckoutStore>();

    public async ValueTask InitializeAsync()
    {
        _shop.Order.With("Checkout:RepairPeriod", "00:01:00").With("Checkout:Lease", "00:02:00");
        foreach (var key in new[] { "Deadline", "AttemptTimeout" })
            _shop.Order.With($"Platform:Resilience:Clients:product:{key}", "00:01:00");

        _shop.Order.With("Platform:Resilience:Clients:product:BreakerWindow", "00:02:00");

        await _shop.InitializeAsync();
    }

    public ValueTask DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task What_a_checkout_that_ran_out_of_time_has_reserved_is_released_at_once()
    {
        var stock = await _shop.StockOfAsync("mango");
        _shop.Cart.Put("ann", new CartLine("mango", 2), new CartLine("pineapple", 1));
        _shop.Relay.Rule = async request =>
        {
            if (request.Path.Value!.Contains("pineapple", StringComparison.Ordinal) && _shop.Relay.Requests.Count(path => path.Contains("pineapple", StringComparison.Ordinal)) == 1)
                await Eventually.HoldsAsync(() => request.HttpContext.RequestAborted.IsCancellationRequested, "the time is over");

            return Passage.Free;
        };

        using var response = await _shop.PlaceAsync("ann", new { expectedTotal = 4.5m }, "key-ann");

        Assert.False(response.IsSuccessStatusCode);
        Assert.Equal(stock, await _shop.StockOfAsync("mango"));
        using var again = await _shop.PlaceAsync("ann", new { expectedTotal = 4.5m }, "key-ann");
        Assert.Equal(HttpStatusCode.Created, again.StatusCode);
    }

    [Fact]
    public async Task A_repair_ends_with_the_service()
    {
        await LeaveBehindAsync("ann", "mango");
        _shop.Relay.Rule = HangAsync;
        using var stop = new CancellationTokenSource();
        var repairing = RepairAsync(stop.Token);
        await ReachesProductAsync("mango");

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => repairing.WaitAsync(Soon, Token));
    }

    [Fact]
    public async Task While_one_checkout_is_repaired_another_instance_takes_the_next()
    {
        await LeaveBehindAsync("ann", "mango");
        var next = await LeaveBehindAsync("bob", "pineapple");
        _shop.Relay.Rule = HangAsync;
        using var stop = new CancellationTokenSource();
        var repairing = RepairAsync(stop.Token);
        await ReachesProductAsync("mango");

        var taken = await Store.TakeDueAsync(TimeSpan.FromMinutes(1), Token);

        Assert.Equal(next, taken?.OrderId);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => repairing.WaitAsync(Soon, Token));
    }

    [Fact]
    public async Task All_that_is_due_is_repaired()
    {
        var stock = await _shop.StockOfAsync("mango");
        var checkouts = new List<Guid>();
        for (var number = 0; number < 3; number++)
            checkouts.Add(await LeaveBehindAsync($"user-{number}", "mango"));

        await RepairAsync(Token);

        Assert.Equal(stock, await _shop.StockOfAsync("mango"));
        Assert.Equal(3, _shop.Relay.Requests.Count(request => request.StartsWith("DELETE", StringComparison.Ordinal)));
        Assert.Null(await Store.TakeDueAsync(TimeSpan.FromMinutes(1), Token));
    }

    private async Task<Guid> LeaveBehindAsync(string user, string product)
    {
        var id = Guid.CreateVersion7();
        var checkout = new Checkout(id, user, "key", "fingerprint", CheckoutState.Pending, [new OrderItem(product, product, "each", 1, 1.5m)]);
        Assert.True(await Store.BeginAsync(checkout, TimeSpan.FromSeconds(-1), Token));
        return id;
    }

    private async Task RepairAsync(CancellationToken cancellationToken)
    {
        await using var scope = _shop.Order.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<CheckoutRepair>().RepairAsync(cancellationToken);
    }

    private Task ReachesProductAsync(string product) => Eventually.HoldsAsync(
        () => _shop.Relay.Requests.Any(request => request.Contains(product, StringComparison.Ordinal)), "product is asked");

    private static async Task<Passage> HangAsync(Microsoft.AspNetCore.Http.HttpRequest request)
    {
        await Eventually.HoldsAsync(() => request.HttpContext.RequestAborted.IsCancellationRequested, "the caller gives up", TimeSpan.FromMinutes(1));
        return Passage.Blocked;
    }
}
