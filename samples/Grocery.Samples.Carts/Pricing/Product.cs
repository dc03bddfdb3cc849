namespace Grocery.Samples.Carts.Pricing;

/// <summary>What a cart shows of a product.</summary>
internal sealed record Product(string Id, string Name, string Unit, decimal Price, int Stock);
