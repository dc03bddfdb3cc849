using Grocery.Samples.Shop;

namespace Grocery.Samples.Orders.Storage;

/// <summary>Registers the store of the orders.</summary>
internal static class OrderStoreHostApplicationBuilderExtensions
{
    /// <summary>Adds PostgreSQL when <c>ConnectionStrings:Orders</c> is set, or keys under it are, else memory.</summary>
    public static IHostApplicationBuilder AddOrderStore(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        if (builder.AddShopDatabase("Orders", typeof(Program).Assembly))
        {
            services.AddSingleton<IOrderStore, PostgresOrderStore>();
            services.AddSingleton<ICheckoutStore, PostgresCheckoutStore>();
            services.AddWarmup("order-query", static (provider, token) => provider.GetRequiredService<IOrderStore>().ListAsync(string.Empty, 1, 1, token));
        }
        else
        {
            services.AddSingleton<MemoryOrderStore>();
            services.AddSingleton<IOrderStore>(static provider => provider.GetRequiredService<MemoryOrderStore>());
            services.AddSingleton<ICheckoutStore, MemoryCheckoutStore>();
        }

        return builder;
    }
}
