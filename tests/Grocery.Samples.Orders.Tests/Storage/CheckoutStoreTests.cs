using Grocery.Platform.TestSupport;
using Grocery.Samples.Orders.Checkouts;
using Grocery.Samples.Orders.Storage;
using Grocery.Samples.Shop.Database;
using Grocery.Samples.TestSupport;
using Npgsql;

namespace Grocery.Samples.Orders.Tests.Storage;

/// <summary>The races that requests can hardly be brought into.</summary>
public abstract class CheckoutStoreTests : IAsyncLifetime
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Moment = TimeSpan.FromMinutes(1);
    private static readonly OrderItem Item = new("mango", "Mango", "each", 2, 1.50m);

    internal abstract ICheckoutStore Store { get; }

    internal abstract IOrderStore Orders { get; }

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    public abstract ValueTask InitializeAsync();

    public abstract ValueTask DisposeAsync();

    /// <summary>Lets time pass for everything in the store.</summary>
    protected abstract Task PassAsync(TimeSpan time);

    [Fact]
    public async Task A_checkout_that_was_taken_over_places_no_order()
    {
        var checkout = await BeginAsync("ann");
        await PassAsync(Lease);
        Assert.True(await Store.AbandonExpiredAsync(checkout.OrderId, Lease, Token));

        Assert.False(await Store.CompleteAsync(OrderOf(checkout), Lease, Token));

        Assert.Null(await Orders.FindAsync("ann", checkout.OrderId, Token));
    }

    [Fact]
    public async Task A_checkout_whose_lease_has_ended_places_no_order()
    {
        var checkout = await BeginAsync("ann");
        await PassAsync(Lease);

        Assert.False(await Store.CompleteAsync(OrderOf(checkout), Lease, Token));

        Assert.Null(await Orders.FindAsync("ann", checkout.OrderId, Token));
    }

    [Fact]
    public async Task What_is_placed_cannot_be_abandoned_or_taken_over_or_placed_again()
    {
        var checkout = await BeginAsync("ann");
        Assert.True(await Store.CompleteAsync(OrderOf(checkout), Lease, Token));
        await PassAsync(Lease);

        Assert.False(await Store.AbandonAsync(checkout.OrderId, Lease, Token));
        Assert.False(await Store.AbandonExpiredAsync(checkout.OrderId, Lease, Token));
        Assert.False(await Store.CompleteAsync(OrderOf(checkout), Lease, Token));

        Assert.NotNull(await Orders.FindAsync("ann", checkout.OrderId, Token));
        Assert.Equal(CheckoutState.Done, (await Store.FindAsync("ann", "key", Token))?.State);
    }

    [Fact]
    public async Task A_lease_that_has_not_ended_cannot_be_taken_over()
    {
        var checkout = await BeginAsync("ann");
        await PassAsync(Lease - TimeSpan.FromMinutes(1));

        Assert.False(await Store.AbandonExpiredAsync(checkout.OrderId, Lease, Token));
        Assert.Null(await Store.TakeDueAsync(Lease, Token));

        Assert.True(await Store.CompleteAsync(OrderOf(checkout), Lease, Token));
    }

    [Fact]
    public async Task A_key_is_used_once_and_again_after_a_failure()
    {
        var first = await BeginAsync("ann");
        Assert.False(await Store.BeginAsync(NewCheckout("ann"), Lease, Token));

        await Store.AbandonAsync(first.OrderId, Lease, Token);

        Assert.Null(await Store.FindAsync("ann", "key", Token));
        var second = await BeginAsync("ann");
        await Store.EndAsync(first.OrderId, Token);
        Assert.Equal(second.OrderId, (await Store.FindAsync("ann", "key", Token))?.OrderId);
    }

    [Fact]
    public async Task What_is_due_is_taken_in_its_turn_until_its_end()
    {
        var (placed, failed) = (await BeginAsync("ann"), await BeginAsync("bob"));
        await Store.CompleteAsync(OrderOf(placed), Lease / 2, Token);
        await PassAsync(Lease);

        var taken = new[] { await Store.TakeDueAsync(Lease, Token), await Store.TakeDueAsync(Lease, Token), await Store.TakeDueAsync(Lease, Token) };

        Assert.Equal([placed.OrderId, failed.OrderId, null], taken.Select(checkout => checkout?.OrderId));
        Assert.Equal([CheckoutState.Done, CheckoutState.Releasing, null], taken.Select(checkout => checkout?.State));
        Assert.Equal([Item], taken[1]!.Items);
        await Store.EndAsync(placed.OrderId, Token);
        await PassAsync(Lease);
        Assert.Equal(failed.OrderId, (await Store.TakeDueAsync(Lease, Token))?.OrderId);
        Assert.Null(await Store.TakeDueAsync(Lease, Token));
    }

    [Fact]
    public async Task What_product_has_refused_for_a_lease_is_at_its_end()
    {
        var checkout = await BeginAsync("ann");
        await Store.AbandonAsync(checkout.OrderId, Lease, Token);

        await Store.DeferAsync(checkout.OrderId, Lease, Token);
        await PassAsync(Lease / 2);
        await Store.DeferAsync(checkout.OrderId, Lease, Token);
        await PassAsync(Lease);
        Assert.NotNull(await Store.TakeDueAsync(Lease, Token));

        await Store.DeferAsync(checkout.OrderId, Lease, Token);
        await PassAsync(2 * Lease);
        Assert.Null(await Store.TakeDueAsync(Lease, Token));
    }

    [Fact]
    public async Task What_product_refused_before_a_checkout_was_abandoned_again_proves_nothing()
    {
        var checkout = await BeginAsync("ann");
        await Store.AbandonAsync(checkout.OrderId, Lease, Token);
        await Store.DeferAsync(checkout.OrderId, Lease, Token);
        await PassAsync(2 * Lease);
        await Store.DeferAsync(checkout.OrderId, Lease, Token);

        await Store.AbandonAsync(checkout.OrderId, Lease, Token);
        await Store.DeferAsync(checkout.OrderId, Lease, Token);

        await PassAsync(Lease);
        Assert.Equal(checkout.OrderId, (await Store.TakeDueAsync(Lease, Token))?.OrderId);
    }

    [Fact]
    public async Task Instances_that_look_at_one_moment_share_what_is_due()
    {
        for (var number = 0; number < 40; number++)
            await BeginAsync($"user-{number}");

        await PassAsync(Lease);
        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => TakeAllAsync(), Token)));

        var all = taken.SelectMany(checkouts => checkouts).Select(checkout => checkout.OrderId).ToArray();
        Assert.Equal(40, all.Distinct().Count());
        Assert.Equal(40, all.Length);
    }

    [Fact]
    public async Task What_was_undone_is_forgotten_after_a_day_and_nothing_else()
    {
        var (placed, pending, undone) = (await BeginAsync("ann"), await BeginAsync("bob"), await BeginAsync("cat"));
        await Store.CompleteAsync(OrderOf(placed), Lease, Token);
        await Store.EndAsync(placed.OrderId, Token);
        await UndoAsync(undone);
        await PassAsync(CheckoutLimits.UndoneKnown - Moment);
        await Store.ForgetAsync(Token);
        Assert.True(await IsKnownAsync(undone));

        await PassAsync(2 * Moment);
        var young = await BeginAsync("dan");
        await UndoAsync(young);
        await Store.ForgetAsync(Token);

        Assert.False(await IsKnownAsync(undone));
        Assert.True(await IsKnownAsync(pending));
        Assert.True(await IsKnownAsync(young));
        Assert.NotNull(await Store.FindAsync("ann", "key", Token));
    }

    private static Checkout NewCheckout(string user) => new(Guid.CreateVersion7(), user, "key", "fingerprint", CheckoutState.Pending, [Item]);

    private static Order OrderOf(Checkout checkout) =>
        new(checkout.OrderId, checkout.UserId, DateTimeOffset.UnixEpoch, checkout.Items, 3.00m, null, null);

    private async Task<Checkout> BeginAsync(string user)
    {
        var checkout = NewCheckout(user);
        Assert.True(await Store.BeginAsync(checkout, Lease, Token));
        return checkout;
    }

    private async Task UndoAsync(Checkout checkout)
    {
        await Store.AbandonAsync(checkout.OrderId, Lease, Token);
        await Store.EndAsync(checkout.OrderId, Token);
    }

    // Whatever is known and not placed can be abandoned.
    private async Task<bool> IsKnownAsync(Checkout checkout)
    {
        var isKnown = await Store.AbandonAsync(checkout.OrderId, Lease, Token);
        await Store.EndAsync(checkout.OrderId, Token);
        return isKnown;
    }

    private async Task<List<Checkout>> TakeAllAsync()
    {
        var all = new List<Checkout>();
        while (await Store.TakeDueAsync(Lease, Token) is { } checkout)
            all.Add(checkout);

        return all;
    }
}

public sealed class MemoryCheckoutStoreTests : CheckoutStoreTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly MemoryOrderStore _orders = new();
    private readonly MemoryCheckoutStore _store;

    public MemoryCheckoutStoreTests() => _store = new MemoryCheckoutStore(_orders, _time);

    internal override ICheckoutStore Store => _store;

    internal override IOrderStore Orders => _orders;

    public override ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public override ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    protected override Task PassAsync(TimeSpan time)
    {
        _time.Advance(time);
        return Task.CompletedTask;
    }
}

public sealed class PostgresCheckoutStoreTests(PostgresServer server) : CheckoutStoreTests
{
    private NpgsqlDataSource _database = null!;

    internal override ICheckoutStore Store => new PostgresCheckoutStore(_database);

    internal override IOrderStore Orders => new PostgresOrderStore(_database);

    public override async ValueTask InitializeAsync()
    {
        _database = NpgsqlDataSource.Create(await server.CreateDatabaseAsync());
        await new Migrations(typeof(Program).Assembly, seed: null).ApplyAsync(_database, Token);
    }

    public override async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected override async Task PassAsync(TimeSpan time)
    {
        await using var command = _database.CreateCommand(
            "UPDATE checkouts SET lease_until = lease_until - @time, refused_at = refused_at - @time, created_at = created_at - @time");
        command.Parameters.Add(new NpgsqlParameter<TimeSpan>("time", time));
        await command.ExecuteNonQueryAsync(Token);
    }
}
