using Grocery.Samples.Products.Catalog;

namespace Grocery.Samples.Products.Storage;

/// <summary>Holds everything in this process; a restart begins anew.</summary>
internal sealed class MemoryProductStore : IProductStore
{
    private readonly Lock _lock = new();
    private readonly (string Id, string Category, string[] Words)[] _ordered;

    // The stock, the reservations and the keys are guarded by the lock.
    private readonly Dictionary<string, Product> _products;
    private readonly Dictionary<Guid, (Reservation Reservation, bool Released)> _reservations = [];
    private readonly Dictionary<string, Reservation> _byKey = new(StringComparer.Ordinal);

    public MemoryProductStore(IReadOnlyList<Product> products)
    {
        _products = products.ToDictionary(product => product.Id, StringComparer.Ordinal);
        _ordered =
        [
            .. products
                .OrderBy(product => product.Name, StringComparer.Ordinal)
                .ThenBy(product => product.Id, StringComparer.Ordinal)
                .Select(product => (product.Id, product.Category, SearchWords.Of(product.Name))),
        ];
    }

    public Task<ProductPage> ListAsync(ProductFilter filter, CancellationToken cancellationToken)
    {
        string[] found =
        [
            .. _ordered
                .Where(product => filter.Category is null || product.Category == filter.Category)
                .Where(product => SearchWords.Match(filter.Words, product.Words))
                .Select(product => product.Id),
        ];
        var start = (int)Math.Min(filter.Offset, found.Length);
        var ids = found.AsSpan(start, Math.Min(filter.PageSize, found.Length - start));

        lock (_lock)
        {
            var items = new Product[ids.Length];
            for (var i = 0; i < items.Length; i++)
                items[i] = _products[ids[i]];

            return Task.FromResult(new ProductPage(items, filter.Page, filter.PageSize, found.Length));
        }
    }

    public Task<IReadOnlyList<Product>> ListByIdAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<Product>>(
            [
                .. ids
                    .Where(_products.ContainsKey)
                    .Select(id => _products[id])
                    .OrderBy(product => product.Name, StringComparer.Ordinal)
                    .ThenBy(product => product.Id, StringComparer.Ordinal),
            ]);
        }
    }

    public Task<Product?> FindAsync(string id, CancellationToken cancellationToken)
    {
        lock (_lock)
            return Task.FromResult(_products.GetValueOrDefault(id));
    }

    public Task<IReadOnlyList<CategoryCount>> ListCategoriesAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<CategoryCount>>(
        [
            .. _ordered
                .CountBy(product => product.Category)
                .OrderBy(category => category.Key, StringComparer.Ordinal)
                .Select(category => new CategoryCount(category.Key, category.Value)),
        ]);

    public Task<ReservationOutcome> ReserveAsync(ReservationOrder order, CancellationToken cancellationToken)
    {
        lock (_lock)
            return Task.FromResult(Reserve_NeedsLock(order));
    }

    public Task<bool> ReleaseAsync(string productId, Guid reservationId, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (!_reservations.TryGetValue(reservationId, out var entry) || entry.Reservation.ProductId != productId)
                return Task.FromResult(false);

            if (!entry.Released)
            {
                var product = _products[productId];
                _products[productId] = product with { Stock = product.Stock + entry.Reservation.Quantity };
                _reservations[reservationId] = entry with { Released = true };
            }

            return Task.FromResult(true);
        }
    }

    private ReservationOutcome Reserve_NeedsLock(ReservationOrder order)
    {
        if (order.IdempotencyKey is { } key && _byKey.TryGetValue(key, out var earlier))
        {
            return earlier.ProductId == order.ProductId && earlier.Quantity == order.Quantity
                ? new ReservationOutcome.Reserved(earlier)
                : new ReservationOutcome.KeyReused();
        }

        if (!_products.TryGetValue(order.ProductId, out var product))
            return new ReservationOutcome.UnknownProduct();

        if (product.Stock < order.Quantity)
            return new ReservationOutcome.NotEnough(product.Stock);

        var reservation = new Reservation(Guid.CreateVersion7(), product.Id, order.Quantity, product.Stock - order.Quantity);
        _products[product.Id] = product with { Stock = reservation.Remaining };
        _reservations[reservation.ReservationId] = (reservation, Released: false);
        if (order.IdempotencyKey is not null)
            _byKey[order.IdempotencyKey] = reservation;

        return new ReservationOutcome.Reserved(reservation);
    }
}
