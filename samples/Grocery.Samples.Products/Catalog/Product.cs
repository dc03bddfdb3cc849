namespace Grocery.Samples.Products.Catalog;

internal sealed record Product(string Id, string Name, string Category, string Unit, decimal Price, int Stock)
{
    public string Currency { get; } = "EUR";
}
