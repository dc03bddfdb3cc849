using Grocery.Samples.Shop;

namespace Grocery.Samples.Carts.Storage;

/// <summary>Registers the store of the carts.</summary>
internal static class CartStoreHostApplicationBuilderExtensions
{
    /// <summary>Adds PostgreSQL when <c>ConnectionStrings:Carts</c> is set, or keys under it are, else memory.</summary>
    public static IHostApplicationBuilder AddCartStore(this IHostApplicationBuilder builder)
    {
        if (builder.AddShopDatabase("Carts", typeof(Program).Assembly))
        {
            builder.Services.AddSingleton<ICartStore, PostgresCartStore>();
            builder.Services.AddWarmup("cart-query", static (provider, token) =>
                provider.GetRequiredService<ICartStore>().ListAsync("", token));
        }
        else
        {
            builder.Services.AddSingleton<ICartStore, MemoryCartStore>();
        }

        return builder;
    }
}
