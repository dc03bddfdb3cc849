using Grocery.Samples.Carts.Storage;

namespace Grocery.Samples.Carts.Pricing;

/// <summary>Finds the products that must not get into a cart because there are none such.</summary>
internal sealed class ProductCheck(ICartStore carts, ProductClient products)
{
    /// <summary>Returns the products that neither the cart nor the product service has. What is in the cart was checked when it came in.</summary>
    public async Task<IReadOnlySet<string>> FindUnknownAsync(string userId, IEnumerable<string> productIds, CancellationToken cancellationToken)
    {
        var present = await carts.ListAsync(userId, cancellationToken);
        var added = productIds.Except(present.Select(item => item.ProductId), StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal);
        if (added.Count > 0)
            added.ExceptWith((await products.FindAsync(added, cancellationToken)).Keys);

        return added;
    }
}
