using Grocery.Samples.Orders.Checkouts;

namespace Grocery.Samples.Orders.Storage;

/// <summary>Holds everything in this process; a restart begins anew.</summary>
internal sealed class MemoryOrderStore : IOrderStore, ICheckoutStore
{
    private readonly Lock _lock = new();

    // Both are guarded by the lock.
    private readonly Dictionary<Guid, Order> _orders = [];
    private readonly Dictionary<Guid, Checkout> _checkouts = [];

    public Task<Order?> FindAsync(string userId, Guid orderId, CancellationToken cancellationToken)
    {
        lock (_lock)
            return Task.FromResult(_orders.TryGetValue(orderId, out var order) && order.UserId == userId ? order : null);
    }

    public Task<OrderPage> ListAsync(string userId, int page, int pageSize, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Order[] all =
            [
                .. _orders.Values
                    .Where(order => order.UserId == userId)
                    .OrderByDescending(order => order.CreatedAt)
                    .ThenByDescending(order => order.OrderId.ToString(), StringComparer.Ordinal),
            ];
            var start = (int)Math.Min((page - 1L) * pageSize, all.Length);
            return Task.FromResult(new OrderPage([.. all.Skip(start).Take(pageSize)], page, pageSize, all.Length));
        }
    }

    public Task<OrderStatistics> SummarizeAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var items = _orders.Values.SelectMany(order => order.Items).ToArray();
            var top = items
                .GroupBy(item => item.ProductId, StringComparer.Ordinal)
                .Select(product => new TopProduct(product.Key, product.Max(item => item.Name)!, product.Sum(item => (long)item.Quantity)))
                .OrderByDescending(product => product.Units)
                .ThenBy(product => product.ProductId, StringComparer.Ordinal)
                .Take(OrderStatistics.TopCount);
            var revenue = 0.00m + _orders.Values.Sum(order => order.Total);
            return Task.FromResult(new OrderStatistics(_orders.Count, items.Sum(item => (long)item.Quantity), revenue, [.. top]));
        }
    }

    public Task<Checkout?> FindAsync(string userId, string idempotencyKey, CancellationToken cancellationToken)
    {
        lock (_lock)
            return Task.FromResult(Find_NeedsLock(userId, idempotencyKey));
    }

    public Task<bool> BeginAsync(Checkout checkout, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (Find_NeedsLock(checkout.UserId, checkout.IdempotencyKey) is not null)
                return Task.FromResult(false);

            _checkouts.Add(checkout.OrderId, checkout);
            return Task.FromResult(true);
        }
    }

    public Task<bool> CompleteAsync(Order order, DateTimeOffset now, DateTimeOffset leaseUntil, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var isMine = Change_NeedsLock(
                order.OrderId,
                checkout => checkout.State == CheckoutState.Pending && checkout.LeaseUntil > now,
                checkout => checkout with { State = CheckoutState.Done, LeaseUntil = leaseUntil });
            if (isMine)
                _orders.Add(order.OrderId, order);

            return Task.FromResult(isMine);
        }
    }

    public Task<bool> AbandonAsync(Guid orderId, DateTimeOffset leaseUntil, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult(Change_NeedsLock(
                orderId,
                checkout => checkout.State != CheckoutState.Done,
                checkout => checkout with { State = CheckoutState.Releasing, LeaseUntil = leaseUntil }));
        }
    }

    public Task<bool> AbandonExpiredAsync(Guid orderId, DateTimeOffset now, DateTimeOffset leaseUntil, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult(Change_NeedsLock(
                orderId,
                checkout => checkout.State == CheckoutState.Pending && checkout.LeaseUntil <= now,
                checkout => checkout with { State = CheckoutState.Releasing, LeaseUntil = leaseUntil }));
        }
    }

    public Task DeferAsync(Guid orderId, DateTimeOffset now, DateTimeOffset leaseUntil, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Change_NeedsLock(
                orderId,
                checkout => checkout.State == CheckoutState.Releasing,
                checkout => checkout with { RefusedAt = checkout.RefusedAt ?? now, LeaseUntil = leaseUntil });
        }

        return Task.CompletedTask;
    }

    public Task EndAsync(Guid orderId, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Change_NeedsLock(orderId, _ => true, checkout => checkout with { State = Ended(checkout.State), LeaseUntil = null });
        }

        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<Checkout>> TakeDueAsync(DateTimeOffset now, DateTimeOffset leaseUntil, int limit, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var due = _checkouts.Values.Where(checkout => checkout.LeaseUntil <= now).OrderBy(checkout => checkout.LeaseUntil).Take(limit).ToArray();
            foreach (ref var checkout in due.AsSpan())
            {
                checkout = checkout with { State = Taken(checkout.State), LeaseUntil = leaseUntil };
                _checkouts[checkout.OrderId] = checkout;
            }

            return Task.FromResult<IReadOnlyList<Checkout>>(due);
        }
    }

    private static CheckoutState Ended(CheckoutState state) => state == CheckoutState.Releasing ? CheckoutState.Released : state;

    private static CheckoutState Taken(CheckoutState state) => state == CheckoutState.Pending ? CheckoutState.Releasing : state;

    private Checkout? Find_NeedsLock(string userId, string idempotencyKey) => _checkouts.Values.FirstOrDefault(checkout =>
        checkout.State is CheckoutState.Pending or CheckoutState.Done && checkout.UserId == userId && checkout.IdempotencyKey == idempotencyKey);

    private bool Change_NeedsLock(Guid orderId, Func<Checkout, bool> condition, Func<Checkout, Checkout> change)
    {
        if (!_checkouts.TryGetValue(orderId, out var checkout) || !condition(checkout))
            return false;

        _checkouts[orderId] = change(checkout);
        return true;
    }
}
