namespace Grocery.Samples.Carts.Pricing;

internal sealed record ProductPage(IReadOnlyList<Product> Items);
