using Grocery.Samples.Products.Catalog;

namespace Grocery.Samples.Products.Storage;

internal sealed record ProductPage(IReadOnlyList<Product> Items, int Page, int PageSize, long Total);
