using Grocery.Samples.Orders.Checkouts;

namespace Grocery.Samples.Orders.Storage;

/// <summary>
/// The checkouts and how far they are. Each method is one atomic step. A lease begins with its step: until it ends one instance is at the
/// checkout, after that any may take it up. It is measured by the one clock of the store, so those of the instances may jump. Safe for
/// concurrent use.
/// </summary>
internal interface ICheckoutStore
{
    /// <summary>Finds the checkout that uses a key: a pending or a done one.</summary>
    Task<Checkout?> FindAsync(string userId, string idempotencyKey, CancellationToken cancellationToken);

    /// <returns><see langword="false"/> when another uses the key.</returns>
    Task<bool> BeginAsync(Checkout checkout, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Writes the order and ends its checkout, but for the cart, which has yet to be told.</summary>
    /// <returns><see langword="false"/>, with nothing written, when the checkout is not pending or its lease has ended.</returns>
    Task<bool> CompleteAsync(Order order, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Ends a pending checkout without an order; what product refused before no longer counts.</summary>
    /// <returns><see langword="false"/> when it is done; then nothing of it may be released.</returns>
    Task<bool> AbandonAsync(Guid orderId, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Ends a pending checkout whose lease has ended.</summary>
    /// <returns><see langword="false"/> when it is not pending, or its lease has not ended.</returns>
    Task<bool> AbandonExpiredAsync(Guid orderId, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>
    /// Notes that product refused what it may have been asked for before. It is to be asked again a lease later; when it has refused a lease
    /// ago too, nothing is left to do.
    /// </summary>
    Task DeferAsync(Guid orderId, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Notes that nothing is left to do: the cart knows of the order, or nothing is reserved.</summary>
    Task EndAsync(Guid orderId, CancellationToken cancellationToken);

    /// <summary>Takes the checkout whose lease ended first with something left to do; a pending one is given up by it.</summary>
    Task<Checkout?> TakeDueAsync(TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Deletes undone checkouts that began more than <see cref="CheckoutLimits.UndoneKnown"/> ago, some at a time.</summary>
    /// <returns><see langword="true"/> when there may be more of them.</returns>
    Task<bool> ForgetAsync(CancellationToken cancellationToken);
}
