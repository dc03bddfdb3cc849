using Grocery.Samples.Orders.Checkouts;

namespace Grocery.Samples.Orders.Storage;

/// <summary>The checkouts and how far they are. Each method is one atomic step. Safe for concurrent use.</summary>
internal interface ICheckoutStore
{
    /// <summary>Finds the checkout that uses a key: a pending or a done one.</summary>
    Task<Checkout?> FindAsync(string userId, string idempotencyKey, CancellationToken cancellationToken);

    /// <returns><see langword="false"/> when another uses the key.</returns>
    Task<bool> BeginAsync(Checkout checkout, CancellationToken cancellationToken);

    /// <summary>Writes the order and ends its checkout.</summary>
    /// <returns><see langword="false"/>, with nothing written, when the checkout is not pending or its lease has ended.</returns>
    Task<bool> CompleteAsync(Order order, DateTimeOffset now, DateTimeOffset leaseUntil, CancellationToken cancellationToken);

    /// <summary>Ends a pending checkout without an order.</summary>
    /// <returns><see langword="false"/> when it is done; then nothing of it may be released.</returns>
    Task<bool> AbandonAsync(Guid orderId, DateTimeOffset leaseUntil, CancellationToken cancellationToken);

    /// <summary>Ends a pending checkout whose lease has ended.</summary>
    /// <returns><see langword="false"/> when it is not pending, or its lease has not ended.</returns>
    Task<bool> AbandonExpiredAsync(Guid orderId, DateTimeOffset now, DateTimeOffset leaseUntil, CancellationToken cancellationToken);

    /// <summary>Notes that product refused what it may have been asked for, and when to ask again.</summary>
    Task DeferAsync(Guid orderId, DateTimeOffset now, DateTimeOffset leaseUntil, CancellationToken cancellationToken);

    /// <summary>Notes that nothing is left to do: the cart knows of the order, or nothing is reserved.</summary>
    Task EndAsync(Guid orderId, CancellationToken cancellationToken);

    /// <summary>Takes checkouts whose lease has ended with something left to do; pending ones are given up by it.</summary>
    Task<IReadOnlyList<Checkout>> TakeDueAsync(DateTimeOffset now, DateTimeOffset leaseUntil, int limit, CancellationToken cancellationToken);
}
