namespace Grocery.Samples.Carts.Pricing;

/// <summary>An item of a cart. What comes from the product is <see langword="null"/> when the product service does not answer, or has it no longer.</summary>
internal sealed record CartLine(string ProductId, string? Name, string? Unit, int Quantity, decimal? Price, decimal? LineTotal, int? Stock);
