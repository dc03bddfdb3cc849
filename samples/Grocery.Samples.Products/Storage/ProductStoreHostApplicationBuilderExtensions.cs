using Grocery.Samples.Products.Catalog;
using Grocery.Samples.Shop;

namespace Grocery.Samples.Products.Storage;

/// <summary>Registers the store of the products.</summary>
internal static class ProductStoreHostApplicationBuilderExtensions
{
    /// <summary>Adds PostgreSQL when <c>ConnectionStrings:Products</c> is set, or keys under it are, else memory.</summary>
    public static IHostApplicationBuilder AddProductStore(this IHostApplicationBuilder builder)
    {
        // Read now, so that a bad file stops the start rather than the first request.
        var catalog = CatalogFile.Load(CatalogFile.DefaultPath);
        if (builder.AddShopDatabase("Products", typeof(Program).Assembly, new ProductSeed(catalog).FillAsync))
        {
            builder.Services.AddSingleton<IProductStore, PostgresProductStore>();
            builder.Services.AddWarmup("product-query", static (provider, token) =>
                provider.GetRequiredService<IProductStore>().ListAsync(new ProductFilter(null, [], 1, 1), token));
        }
        else
        {
            builder.Services.AddSingleton<IProductStore>(new MemoryProductStore(catalog));
        }

        return builder;
    }
}
