using Grocery.Samples.Orders.Clients;
using Grocery.Samples.Orders.Storage;

namespace Grocery.Samples.Orders.Checkouts;

/// <summary>
/// Brings a checkout to its end: releases what a failed one reserved, and tells the cart of a placed one. All of it may be done twice,
/// so it may be begun again wherever it broke off.
/// </summary>
internal sealed class CheckoutRepair(
    ICheckoutStore checkouts,
    Reservations reservations,
    CartOrdersClient cart,
    LiveOptions<CheckoutOptions> options,
    TimeProvider time,
    ILogger<CheckoutRepair> logger)
{
    private const int BatchSize = 20;

    // A caller waits for this; what takes longer is done in the background.
    private static readonly TimeSpan CallerBound = TimeSpan.FromSeconds(3);

    /// <summary>Undoes a checkout that failed in this process. Never throws: what cannot be done now is done later.</summary>
    public Task UndoAsync(Checkout checkout, Holds holds) => TryAsync(checkout, Log.ReleaseDelayed, CallerBound, async token =>
    {
        // The order may have been placed although its commit seemed to fail.
        if (await checkouts.AbandonAsync(checkout.OrderId, time.GetUtcNow() + options.Value.RepairPeriod, token))
            await ReleaseAsync(checkout, holds, token);
    });

    /// <summary>Gives a checkout up whose lease has ended, and releases what it reserved.</summary>
    /// <returns><see langword="false"/> when it has ended by itself, or is taken over by another.</returns>
    public async Task<bool> TakeOverAsync(Checkout checkout)
    {
        var isTaken = false;
        await TryAsync(checkout, Log.ReleaseDelayed, CallerBound, async token =>
        {
            var now = time.GetUtcNow();
            isTaken = await checkouts.AbandonExpiredAsync(checkout.OrderId, now, now + options.Value.RepairPeriod, token);
            if (isTaken)
                await ReleaseAsync(checkout, new Holds(), token);
        });
        return isTaken;
    }

    /// <summary>Tells the cart what was ordered. Never throws: what cannot be done now is done later.</summary>
    public Task TellCartAsync(Checkout checkout) => TryAsync(checkout, Log.CartNotTold, CallerBound, async token =>
    {
        var items = checkout.Items.Select(item => new OrderedItem(item.ProductId, item.Quantity));
        await cart.TellAsync(checkout.UserId, new OrderedCart(checkout.OrderId, [.. items]), token);
        await checkouts.EndAsync(checkout.OrderId, token);
    });

    /// <summary>Takes up what was left behind, by any instance, until nothing is due.</summary>
    public async Task RepairAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<Checkout> due;
        do
        {
            var now = time.GetUtcNow();
            due = await checkouts.TakeDueAsync(now, now + options.Value.Lease, BatchSize, cancellationToken);
            foreach (var checkout in due)
                await RepairAsync(checkout);
        }
        while (due.Count == BatchSize && !cancellationToken.IsCancellationRequested);
    }

    private Task RepairAsync(Checkout checkout)
    {
        if (checkout.State == CheckoutState.Done)
            return TellCartAsync(checkout);

        var orderId = checkout.OrderId;
        Log.LeftBehind(logger, orderId);
        return TryAsync(checkout, Log.ReleaseDelayed, options.Value.Lease, token => ReleaseAsync(checkout, new Holds(), token));
    }

    private async Task ReleaseAsync(Checkout checkout, Holds holds, CancellationToken cancellationToken)
    {
        var lease = options.Value.Lease;
        var now = time.GetUtcNow();

        // A request that hangs in a product that hangs may be answered when it goes on: a refusal counts only when product has
        // refused a lease ago too.
        var isProven = await reservations.ReleaseAsync(checkout, holds, cancellationToken) || checkout.RefusedAt + lease <= now;
        if (isProven)
            await checkouts.EndAsync(checkout.OrderId, cancellationToken);
        else
            await checkouts.DeferAsync(checkout.OrderId, now, now + lease, cancellationToken);
    }

    private async Task TryAsync(Checkout checkout, Action<ILogger, Guid, string> report, TimeSpan bound, Func<CancellationToken, Task> work)
    {
        var orderId = checkout.OrderId;
        using var end = new CancellationTokenSource(bound, time);
        try
        {
            await work(end.Token);
        }
        catch (Exception exception)
        {
            // Whatever it is, such as an answer that makes no sense: one checkout must not keep the others from their end.
            report(logger, orderId, exception.Message);
        }
    }
}
