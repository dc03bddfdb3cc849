using Grocery.Samples.Carts.Storage;
using Grocery.Samples.Shop.Clients;

namespace Grocery.Samples.Carts.Pricing;

/// <summary>Reads a cart with today's prices, or without them when the product service does not answer.</summary>
internal sealed class CartReader(ICartStore carts, ProductClient products, ILogger<CartReader> logger)
{
    private static readonly Dictionary<string, Product> Nothing = [];

    public async Task<Cart> ReadAsync(string userId, CancellationToken cancellationToken)
    {
        var items = await carts.ListAsync(userId, cancellationToken);
        var found = await FindOrNothingAsync(items, cancellationToken);
        CartLine[] lines = [.. items.Select(item => ToLine(item, found.GetValueOrDefault(item.ProductId)))];
        return new Cart(lines, 0.00m + lines.Sum(line => line.LineTotal ?? 0), "EUR", Array.TrueForAll(lines, line => line.Price is not null));
    }

    private static CartLine ToLine(CartItem item, Product? product) => new(
        item.ProductId, product?.Name, product?.Unit, item.Quantity, product?.Price, item.Quantity * product?.Price, product?.Stock);

    private async Task<IReadOnlyDictionary<string, Product>> FindOrNothingAsync(IReadOnlyList<CartItem> items, CancellationToken cancellationToken)
    {
        if (items.Count == 0)
            return Nothing;

        try
        {
            return await products.FindAsync(items.Select(item => item.ProductId), cancellationToken);
        }
        catch (Exception exception) when (DependencyOutage.Is(exception))
        {
            Log.PricesMissing(logger, exception.Message);
            return Nothing;
        }
    }
}
