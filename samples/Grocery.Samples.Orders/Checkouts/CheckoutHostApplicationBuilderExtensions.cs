using Grocery.Samples.Orders.Clients;
using Grocery.Samples.Orders.Delivery;
using Grocery.Samples.Shop;
using Microsoft.Extensions.Options;

namespace Grocery.Samples.Orders.Checkouts;

/// <summary>Registers the checkout.</summary>
internal static class CheckoutHostApplicationBuilderExtensions
{
    /// <summary>Adds the checkout, its clients, and the repair in the background. After the store, which must be ready first.</summary>
    public static IHostApplicationBuilder AddCheckout(this IHostApplicationBuilder builder)
    {
        builder.AddShopClient<CartClient>("cart").AsUser();
        builder.AddShopClient<CartOrdersClient>("cart", "cart-orders").AsService();
        builder.AddShopClient<ProductClient>("product").AsService().AddHttpMessageHandler<AttemptCountHandler>();

        var services = builder.Services;
        services.AddPlatformOptions<CheckoutOptions>(CheckoutOptions.Section, static (section, options) => section.Bind(options));
        services.AddSingleton<IValidateOptions<CheckoutOptions>, CheckoutOptionsValidator>();
        services.AddTransient<AttemptCountHandler>();
        services.AddSingleton<OrderMetrics>();
        services.AddSingleton<DeliverySlots>();
        services.AddScoped<CheckoutSteps>();
        services.AddScoped<Reservations>();
        services.AddScoped<CheckoutRepair>();
        services.AddScoped<CheckoutSaga>();
        services.AddHostedService<CheckoutRepairService>();
        return builder;
    }
}
