using Grocery.Samples.Orders.Checkouts;

namespace Grocery.Samples.Orders.Storage;

/// <summary>Holds the orders in this process; a restart begins anew.</summary>
internal sealed class MemoryOrderStore : IOrderStore
{
    private readonly Lock _lock = new();

    // All guarded by the lock. The sums are kept, so that nobody adds all orders up.
    private readonly Dictionary<Guid, Order> _orders = [];
    private readonly Dictionary<string, List<Order>> _ordersOfUsers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TopProduct> _products = new(StringComparer.Ordinal);
    private long _units;
    private decimal _revenue = 0.00m;

    public void Add(Order order)
    {
        lock (_lock)
        {
            _orders.Add(order.OrderId, order);
            if (!_ordersOfUsers.TryGetValue(order.UserId, out var mine))
                _ordersOfUsers[order.UserId] = mine = [];

            mine.Add(order);
            _revenue += order.Total;
            foreach (var item in order.Items)
                Count_NeedsLock(item);
        }
    }

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
                .. _ordersOfUsers.GetValueOrDefault(userId, [])
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
            var top = _products.Values
                .OrderByDescending(product => product.Units)
                .ThenBy(product => product.ProductId, StringComparer.Ordinal)
                .Take(OrderStatistics.TopCount);
            return Task.FromResult(new OrderStatistics(_orders.Count, _units, _revenue, [.. top]));
        }
    }

    private void Count_NeedsLock(OrderItem item)
    {
        _units += item.Quantity;
        _products[item.ProductId] = _products.TryGetValue(item.ProductId, out var product)
            ? product with { Name = Last(product.Name, item.Name), Units = product.Units + item.Quantity }
            : new TopProduct(item.ProductId, item.Name, item.Quantity);
    }

    private static string Last(string one, string other) => string.CompareOrdinal(one, other) < 0 ? other : one;
}
