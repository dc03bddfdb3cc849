using Grocery.Platform.Resilience;
using Grocery.Samples.Orders.Clients;
using Grocery.Samples.Orders.Storage;

namespace Grocery.Samples.Orders.Checkouts;

/// <summary>
/// Places orders: writes down what it is about to reserve, reserves it, and writes the order in one step with the end of the
/// checkout. Whatever fails on the way, here or by the death of the process, is undone.
/// </summary>
internal sealed class CheckoutSaga(
    ICheckoutStore checkouts,
    IOrderStore orders,
    CartClient cart,
    Reservations reservations,
    CheckoutRepair repair,
    OrderMetrics metrics,
    LiveOptions<CheckoutOptions> options,
    TimeProvider time,
    ILogger<CheckoutSaga> logger)
{
    // For what must not end half-way because the caller went away.
    private static readonly TimeSpan CommitBound = TimeSpan.FromSeconds(10);

    /// <summary>Finds what an earlier request with the same key has come to.</summary>
    /// <returns><see langword="null"/> when there is none, or it has failed: then a new one may begin.</returns>
    public async Task<CheckoutOutcome?> FindEarlierAsync(CheckoutOrder wanted, CancellationToken cancellationToken)
    {
        if (await checkouts.FindAsync(wanted.UserId, wanted.IdempotencyKey, cancellationToken) is not { } earlier)
            return null;
        if (earlier.Fingerprint != wanted.Fingerprint)
            return new CheckoutOutcome.KeyReused();
        if (earlier.State == CheckoutState.Done)
            return new CheckoutOutcome.Placed((await orders.FindAsync(wanted.UserId, earlier.OrderId, cancellationToken))!);

        return await repair.TakeOverAsync(earlier) ? null : new CheckoutOutcome.UnderWay();
    }

    public async Task<CheckoutOutcome> RunAsync(CheckoutOrder wanted, CancellationToken cancellationToken)
    {
        using var deadline = RequestDeadline.Begin(options.Value.Deadline, time);
        var basket = await cart.GetAsync(cancellationToken);
        if (Refuse(basket, wanted) is { } refusal)
        {
            // A request with the same key may have ordered what was in the cart while this one was about to look.
            return await FindEarlierAsync(wanted, cancellationToken) ?? refusal;
        }

        var checkout = new Checkout(
            Guid.CreateVersion7(time.GetUtcNow()),
            wanted.UserId,
            wanted.IdempotencyKey,
            wanted.Fingerprint,
            CheckoutState.Pending,
            [.. basket.Items.Select(item => new OrderItem(item.ProductId, item.Name!, item.Unit!, item.Quantity, item.Price!.Value + 0.00m))]);

        return await checkouts.BeginAsync(checkout, options.Value.Lease, cancellationToken)
            ? await FinishAsync(checkout, wanted, cancellationToken)
            : new CheckoutOutcome.UnderWay();
    }

    private static CheckoutOutcome? Refuse(Cart basket, CheckoutOrder wanted) => basket switch
    {
        { Items.Count: 0 } => new CheckoutOutcome.CartEmpty(),
        { Complete: false } => new CheckoutOutcome.PricesUnknown(),
        _ when basket.Total != wanted.ExpectedTotal => new CheckoutOutcome.PriceChanged(basket.Total),
        _ => null,
    };

    private async Task<CheckoutOutcome> FinishAsync(Checkout checkout, CheckoutOrder wanted, CancellationToken cancellationToken)
    {
        var holds = new Holds();
        Order? placed = null;
        try
        {
            await reservations.TakeAsync(checkout, holds, cancellationToken);
            if (holds.Shortages is { Count: > 0 } shortages)
                return Refuse(shortages);

            placed = await PlaceAsync(checkout, wanted);
        }
        finally
        {
            if (placed is null)
                await repair.UndoAsync(checkout, holds);
        }

        if (placed is null)
            return new CheckoutOutcome.GivenUp();

        await repair.TellCartAsync(checkout, CancellationToken.None);
        return new CheckoutOutcome.Placed(placed);
    }

    private CheckoutOutcome.NotEnoughStock Refuse(IReadOnlyList<Shortage> shortages)
    {
        foreach (var shortage in shortages)
            metrics.StockedOut(shortage.ProductId);

        return new CheckoutOutcome.NotEnoughStock(shortages);
    }

    private async Task<Order?> PlaceAsync(Checkout checkout, CheckoutOrder wanted)
    {
        using var bound = new CancellationTokenSource(CommitBound, time);
        var now = time.GetUtcNow();
        var order = new Order(
            checkout.OrderId,
            checkout.UserId,
            now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond)),
            checkout.Items,
            checkout.Items.Sum(item => item.LineTotal),
            wanted.DeliverySlot,
            wanted.Note);
        if (!await checkouts.CompleteAsync(order, options.Value.Lease, bound.Token))
            return null;

        metrics.Placed(order);
        Log.OrderPlaced(logger, order.OrderId, order.Items.Count, order.Total);
        return order;
    }
}
