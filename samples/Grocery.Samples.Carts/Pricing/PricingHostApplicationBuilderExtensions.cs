using Grocery.Samples.Shop;
using Grocery.Samples.Shop.Clients;

namespace Grocery.Samples.Carts.Pricing;

/// <summary>Registers what the carts ask the product service.</summary>
internal static class PricingHostApplicationBuilderExtensions
{
    public static IHostApplicationBuilder AddPricing(this IHostApplicationBuilder builder)
    {
        // Without a token: everybody may read products.
        builder.AddShopClient<ProductClient>("product");
        builder.Services.AddTransient<CartReader>();
        builder.Services.AddTransient<ProductCheck>();
        builder.Services.AddWarmup("product-connection", static (provider, token) => ConnectAsync(provider, token));
        return builder;
    }

    // The first call costs more than the deadline of the others allows for on a busy machine.
    private static async Task ConnectAsync(IServiceProvider provider, CancellationToken cancellationToken)
    {
        try
        {
            await provider.GetRequiredService<ProductClient>().FindAsync(["warm-up"], cancellationToken);
        }
        catch (Exception exception) when (DependencyOutage.Is(exception))
        {
            // The carts are of use without prices too, and the product service may start later.
        }
    }
}
