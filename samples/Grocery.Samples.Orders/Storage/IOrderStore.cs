using Grocery.Samples.Orders.Checkouts;

namespace Grocery.Samples.Orders.Storage;

/// <summary>The orders that were placed. Safe for concurrent use.</summary>
internal interface IOrderStore
{
    /// <returns><see langword="null"/> when the user has no such order.</returns>
    Task<Order?> FindAsync(string userId, Guid orderId, CancellationToken cancellationToken);

    /// <summary>Returns a page of a user's orders, the newest first.</summary>
    Task<OrderPage> ListAsync(string userId, int page, int pageSize, CancellationToken cancellationToken);

    Task<OrderStatistics> SummarizeAsync(CancellationToken cancellationToken);
}
