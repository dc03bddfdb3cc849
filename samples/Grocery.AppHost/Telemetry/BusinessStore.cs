namespace Grocery.AppHost.Telemetry;

/// <summary>Adds up the business metrics of the shop over all its processes, those that have ended too.</summary>
internal sealed class BusinessStore(TimeProvider time)
{
    public const string OrdersMetric = "shop.orders.created";
    public const string BasketMetric = "shop.basket.value";
    public const string StockOutsMetric = "shop.stockouts";

    private readonly Lock _lock = new();
    private readonly CumulativeSeries _series = new(time);
    private double _orders;
    private double _baskets;
    private double _revenue;
    private double _stockOuts;

    public void Add(MetricPoint point)
    {
        if (point.Name is not (OrdersMetric or BasketMetric or StockOutsMetric))
            return;

        lock (_lock)
        {
            if (_series.Advance(point) is { } increase)
                Add(point.Name, increase.Values);
        }
    }

    public BusinessReading Read()
    {
        lock (_lock)
            return new BusinessReading(_orders, Math.Round(_revenue, 2), _baskets > 0 ? Math.Round(_revenue / _baskets, 2) : 0, _stockOuts);
    }

    private void Add(string name, ReadOnlySpan<double> values)
    {
        switch (name)
        {
            case OrdersMetric:
                _orders += values[0];
                break;
            case StockOutsMetric:
                _stockOuts += values[0];
                break;
            default:
                _revenue += values[^1];
                foreach (var count in values[..^1])
                    _baskets += count;
                break;
        }
    }
}
