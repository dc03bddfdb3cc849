namespace Grocery.Samples.Products.Storage;

internal sealed record CategoryCount(string Name, long Products);
