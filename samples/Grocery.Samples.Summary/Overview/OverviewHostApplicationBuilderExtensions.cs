using Grocery.Samples.Shop;
using Grocery.Samples.Summary.Clients;
using Grocery.Samples.Summary.Statistics;

namespace Grocery.Samples.Summary.Overview;

/// <summary>Registers what reads the other services.</summary>
internal static class OverviewHostApplicationBuilderExtensions
{
    public static IHostApplicationBuilder AddOverview(this IHostApplicationBuilder builder)
    {
        builder.AddShopClient<ProductClient>("product");
        builder.AddShopClient<CartClient>("cart").AsUser();
        builder.AddShopClient<OrderClient>("order").AsUser();
        builder.AddShopClient<OrderStatisticsClient>("order", "order-statistics").AsService();

        var services = builder.Services;
        services.AddPlatformOptions<SummaryOptions>(SummaryOptions.Section, static (section, options) => section.Bind(options));
        services.AddPlatformOptions<StatisticsOptions>(StatisticsOptions.Section, static (section, options) => section.Bind(options));
        services.AddSingleton<StatisticsCache>();
        services.AddScoped<SummaryReader>();
        return builder;
    }
}
