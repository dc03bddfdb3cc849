using System.Diagnostics;
using Grocery.Platform.Resilience;
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
    // A caller waits for this; what takes longer is done in the background.
    private static readonly TimeSpan CallerBound = TimeSpan.FromSeconds(3);

    /// <summary>Undoes a checkout that failed in this process. Never throws: what cannot be done now is done later.</summary>
    public Task UndoAsync(Checkout checkout, Holds holds) => TryAsync(
        checkout,
        Log.ReleaseDelayed,
        CallerBound,
        async token =>
        {
            // The order may have been placed although its commit seemed to fail.
            if (await checkouts.AbandonAsync(checkout.OrderId, options.Value.RepairPeriod, token))
                await ReleaseAsync(checkout, holds, token);
        },
        CancellationToken.None);

    /// <summary>Gives a checkout up whose lease has ended, and releases what it reserved.</summary>
    /// <returns><see langword="false"/> when its lease has not ended, or it has ended by itself, or is taken over by another.</returns>
    public async Task<bool> TakeOverAsync(Checkout checkout)
    {
        var isTaken = false;
        await TryAsync(
            checkout,
            Log.ReleaseDelayed,
            CallerBound,
            async token =>
            {
                isTaken = await checkouts.AbandonExpiredAsync(checkout.OrderId, options.Value.RepairPeriod, token);
                if (isTaken)
                    await ReleaseAsync(checkout, new Holds(), token);
            },
            CancellationToken.None);
        return isTaken;
    }

    /// <summary>Tells the cart what was ordered. Never throws: what cannot be done now is done later.</summary>
    public Task TellCartAsync(Checkout checkout, CancellationToken cancellationToken) => TryAsync(
        checkout,
        Log.CartNotTold,
        CallerBound,
        async token =>
        {
            var items = checkout.Items.Select(item => new OrderedItem(item.ProductId, item.Quantity));
            await cart.TellAsync(checkout.UserId, new OrderedCart(checkout.OrderId, [.. items]), token);
            await checkouts.EndAsync(checkout.OrderId, token);
        },
        cancellationToken);

    /// <summary>Takes up what was left behind, by any instance, until nothing is due; one after the other, so that others can take the rest.</summary>
    public async Task RepairAsync(CancellationToken cancellationToken)
    {
        while (await checkouts.ForgetAsync(cancellationToken))
            cancellationToken.ThrowIfCancellationRequested();

        while (await checkouts.TakeDueAsync(options.Value.Lease, cancellationToken) is { } checkout)
        {
            await RepairAsync(checkout, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private Task RepairAsync(Checkout checkout, CancellationToken cancellationToken)
    {
        if (checkout.State == CheckoutState.Done)
            return TellCartAsync(checkout, cancellationToken);

        var orderId = checkout.OrderId;
        Log.LeftBehind(logger, orderId);
        return TryAsync(
            checkout, Log.ReleaseDelayed, options.Value.Lease, token => ReleaseAsync(checkout, new Holds(), token), cancellationToken);
    }

    private async Task ReleaseAsync(Checkout checkout, Holds holds, CancellationToken cancellationToken)
    {
        // A request that hangs in a product that hangs may be answered when it goes on: a refusal counts only when product has
        // refused a lease ago too.
        if (await reservations.ReleaseAsync(checkout, holds, cancellationToken))
            await checkouts.EndAsync(checkout.OrderId, cancellationToken);
        else
            await checkouts.DeferAsync(checkout.OrderId, options.Value.Lease, cancellationToken);
    }

    private async Task TryAsync(
        Checkout checkout, Action<ILogger, Guid, string> report, TimeSpan bound, Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        var orderId = checkout.OrderId;
        using var late = new CancellationTokenSource(bound, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            await RunApartAsync(() => work(either.Token), bound);
        }
        catch (Exception exception)
        {
            // Whatever it is, such as an answer that makes no sense: one checkout must not keep the others from their end.
            report(logger, orderId, exception.Message);
        }
    }

    // With a deadline of its own: that of the request may be over, and what it has reserved must be released all the same.
    private Task RunApartAsync(Func<Task> work, TimeSpan bound)
    {
        var trace = Activity.Current;
        using (ExecutionContext.SuppressFlow())
        {
            return Task.Run(async () =>
            {
                Activity.Current = trace;
                using var deadline = RequestDeadline.Begin(bound, time);
                await work();
            });
        }
    }
}
