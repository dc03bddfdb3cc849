using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Builder;

namespace Grocery.Platform.Observability.Tests.Metrics;

public sealed class OwnNamesTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Meters_that_the_configuration_names_are_collected_beside_the_built_in_ones()
    {
        using var orders = new Meter("Shop.Orders");
        using var stock = new Meter("Warehouse");
        using var other = new Meter("Elsewhere");
        using var platform = new Meter("Grocery.Some");
        await using var service = await ServiceUnderTest.StartAsync(
            settings: [("Platform:Observability:Metrics:Meters:0", "Shop.*"), ("Platform:Observability:Metrics:Meters:1", "Warehouse")]);
        foreach (var meter in new[] { orders, stock, other, platform })
            meter.CreateCounter<long>($"of.{meter.Name}").Add(1);

        var text = await service.Client.GetStringAsync(new Uri("/metrics", UriKind.Relative), Stop);

        Assert.Single(Scrape.Samples(text, "of_Shop_Orders_total"));
        Assert.Single(Scrape.Samples(text, "of_Warehouse_total"));
        Assert.Single(Scrape.Samples(text, "of_Grocery_Some_total"));
        Assert.Empty(Scrape.Samples(text, "of_Elsewhere_total"));
    }

    [Theory]
    [InlineData("Microsoft.AspNetCore.MemoryPool", "aspnetcore_memory_pool_rented", false)]
    [InlineData("Microsoft.AspNetCore.MemoryPool", "aspnetcore_memory_pool_rented", true)]
    [InlineData("Microsoft.AspNetCore.Routing", "aspnetcore_routing_match_attempts", false)]
    [InlineData("Microsoft.AspNetCore.Routing", "aspnetcore_routing_match_attempts", true)]
    public async Task A_meter_that_costs_more_than_it_tells_is_collected_only_when_named(string meter, string metric, bool isNamed)
    {
        (string, string?)[] settings = isNamed ? [("Platform:Observability:Metrics:Meters:0", meter)] : [];
        await using var service = await ServiceUnderTest.StartAsync(app => app.MapGet("/", () => "hello"), settings: settings);
        await service.Client.GetAsync(new Uri("/", UriKind.Relative), Stop);

        var text = await service.Client.GetStringAsync(new Uri("/metrics", UriKind.Relative), Stop);

        Assert.Equal(isNamed, text.Contains(metric, StringComparison.Ordinal));
        Assert.NotEmpty(Scrape.Samples(text, "kestrel_active_connections"));
        Assert.NotEmpty(Scrape.Samples(text, "http_server_request_duration_seconds_count"));
    }

    [Fact]
    public async Task Sources_that_the_configuration_names_are_recorded_beside_the_built_in_ones()
    {
        using var orders = new ActivitySource("Shop.Orders");
        using var other = new ActivitySource("Elsewhere");
        using var platform = new ActivitySource("Grocery.Some");
        await using var service = await ServiceUnderTest.StartAsync(settings: [("Platform:Observability:Tracing:Sources:0", "Shop.*")]);

        foreach (var source in new[] { orders, other, platform })
            source.StartActivity("work")?.Dispose();

        Assert.Equal(["Shop.Orders", "Grocery.Some"], service.Spans.All.Select(span => span.Source.Name));
    }

    [Fact]
    public void A_name_that_is_blank_or_no_list_stops_the_start()
    {
        var builder = ServiceUnderTest.CreateBuilder(
            new LineStream(),
            ("Platform:Observability:Metrics:Meters:0", " "),
            ("Platform:Observability:Tracing:Sources", "Shop.*"));

        var exception = Assert.Throws<PlatformConfigurationException>(builder.Build);

        Assert.Equal(
            [
                "Platform:Observability:Metrics:Meters:0 is \" \"; allowed: a name, in which * stands for any text. Mend or remove it.",
                "Platform:Observability:Tracing:Sources is \"Shop.*\"; allowed: a list. "
                    + "Move the names to Platform:Observability:Tracing:Sources:0, Platform:Observability:Tracing:Sources:1 and so on.",
            ],
            exception.Problems.Order(StringComparer.Ordinal));
    }
}
