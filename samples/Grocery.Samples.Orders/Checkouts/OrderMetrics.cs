using System.Diagnostics.Metrics;

namespace Grocery.Samples.Orders.Checkouts;

/// <summary>What the business watches.</summary>
internal sealed class OrderMetrics(IMeterFactory meters)
{
    public const string MeterName = "Grocery.Samples.Orders";

    private readonly Counter<long> _orders = meters.Create(MeterName).CreateCounter<long>(
        "shop.orders.created", "{order}", "Orders that were placed.");

    private readonly Histogram<double> _baskets = meters.Create(MeterName).CreateHistogram(
        "shop.basket.value",
        "EUR",
        "Totals of the orders that were placed.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [5, 10, 20, 30, 50, 75, 100, 150, 250, 500, 1000] });

    private readonly Counter<long> _stockouts = meters.Create(MeterName).CreateCounter<long>(
        "shop.stockouts", "{stockout}", "Products of a checkout that had too little stock.");

    public void Placed(Order order)
    {
        _orders.Add(1);
        _baskets.Record((double)order.Total);
    }

    public void StockedOut(string productId) => _stockouts.Add(1, KeyValuePair.Create<string, object?>("shop.product.id", productId));
}
