namespace Grocery.Samples.Carts.Storage;

/// <summary>Holds everything in this process; a restart begins anew.</summary>
internal sealed class MemoryCartStore(TimeProvider time) : ICartStore
{
    private readonly Lock _lock = new();

    // All guarded by the lock.
    private readonly Dictionary<string, OrderedDictionary<string, int>> _carts = new(StringComparer.Ordinal);
    private readonly HashSet<Guid> _orders = [];
    private readonly Queue<(Guid OrderId, long At)> _ordersByTime = new();

    public Task<IReadOnlyList<CartItem>> ListAsync(string userId, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<CartItem>>(
                _carts.TryGetValue(userId, out var cart) ? [.. cart.Select(item => new CartItem(item.Key, item.Value))] : []);
        }
    }

    public Task<bool> SetAsync(string userId, CartItem item, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var cart = CartOf_NeedsLock(userId);
            var fits = HasRoom(cart, item.ProductId);
            if (fits)
                cart[item.ProductId] = item.Quantity;

            return Task.FromResult(fits);
        }
    }

    public Task RemoveAsync(string userId, string productId, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_carts.TryGetValue(userId, out var cart) && cart.Remove(productId))
                ForgetIfEmpty_NeedsLock(userId, cart);
        }

        return Task.CompletedTask;
    }

    public Task ClearAsync(string userId, CancellationToken cancellationToken)
    {
        lock (_lock)
            _carts.Remove(userId);

        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<string>> MergeAsync(string userId, IReadOnlyList<CartItem> items, CancellationToken cancellationToken)
    {
        var dropped = new List<string>();
        lock (_lock)
        {
            var cart = CartOf_NeedsLock(userId);
            foreach (var (productId, quantity) in items)
            {
                if (HasRoom(cart, productId))
                    cart[productId] = Math.Max(cart.GetValueOrDefault(productId), quantity);
                else
                    dropped.Add(productId);
            }

            ForgetIfEmpty_NeedsLock(userId, cart);
        }

        return Task.FromResult<IReadOnlyList<string>>(dropped);
    }

    public Task TakeOrderedAsync(string userId, Guid orderId, IReadOnlyList<CartItem> items, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (IsNew_NeedsLock(orderId) && _carts.TryGetValue(userId, out var cart))
                Take_NeedsLock(userId, cart, items);
        }

        return Task.CompletedTask;
    }

    private static bool HasRoom(OrderedDictionary<string, int> cart, string productId) =>
        cart.ContainsKey(productId) || cart.Count < CartLimits.MostItems;

    private void Take_NeedsLock(string userId, OrderedDictionary<string, int> cart, IReadOnlyList<CartItem> items)
    {
        foreach (var (productId, quantity) in items)
        {
            if (!cart.TryGetValue(productId, out var present))
                continue;

            if (present > quantity)
                cart[productId] = present - quantity;
            else
                cart.Remove(productId);
        }

        ForgetIfEmpty_NeedsLock(userId, cart);
    }

    private void ForgetIfEmpty_NeedsLock(string userId, OrderedDictionary<string, int> cart)
    {
        if (cart.Count == 0)
            _carts.Remove(userId);
    }

    private OrderedDictionary<string, int> CartOf_NeedsLock(string userId)
    {
        if (!_carts.TryGetValue(userId, out var cart))
            _carts[userId] = cart = new OrderedDictionary<string, int>(StringComparer.Ordinal);

        return cart;
    }

    private bool IsNew_NeedsLock(Guid orderId)
    {
        while (_ordersByTime.TryPeek(out var oldest) && time.GetElapsedTime(oldest.At) > CartLimits.OrderKnown)
            _orders.Remove(_ordersByTime.Dequeue().OrderId);

        if (!_orders.Add(orderId))
            return false;

        _ordersByTime.Enqueue((orderId, time.GetTimestamp()));
        return true;
    }
}
