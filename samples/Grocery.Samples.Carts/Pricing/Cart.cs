namespace Grocery.Samples.Carts.Pricing;

/// <param name="Items">In the order in which they were put in.</param>
/// <param name="Total">The sum of the known prices.</param>
/// <param name="Currency">The currency of all prices.</param>
/// <param name="Complete">Whether all prices are known.</param>
internal sealed record Cart(IReadOnlyList<CartLine> Items, decimal Total, string Currency, bool Complete);
