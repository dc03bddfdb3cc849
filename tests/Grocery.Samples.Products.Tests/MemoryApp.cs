namespace Grocery.Samples.Products.Tests;

public sealed class MemoryApp : ProductsApp;
