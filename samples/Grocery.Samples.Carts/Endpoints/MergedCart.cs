using Grocery.Samples.Carts.Pricing;

namespace Grocery.Samples.Carts.Endpoints;

/// <summary>A cart after a merge.</summary>
/// <param name="Items">In the order in which they were put in.</param>
/// <param name="Total">The sum of the known prices.</param>
/// <param name="Currency">The currency of all prices.</param>
/// <param name="Complete">Whether all prices are known.</param>
/// <param name="Dropped">The products that are unknown, or for which the cart had no room.</param>
internal sealed record MergedCart(
    IReadOnlyList<CartLine> Items, decimal Total, string Currency, bool Complete, IReadOnlyList<string> Dropped);
