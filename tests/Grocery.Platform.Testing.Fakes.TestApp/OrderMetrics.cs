using System.Diagnostics.Metrics;

namespace Grocery.Platform.Testing.Fakes.TestApp;

/// <summary>Counts orders.</summary>
internal sealed class OrderMetrics
{
    private readonly Counter<long> _placed;
    private readonly Gauge<int> _lastOpen;
    private int _open;

    public OrderMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Grocery.Shop");
        _placed = meter.CreateCounter<long>("shop.orders.placed", "{order}");
        _lastOpen = meter.CreateGauge<int>("shop.orders.last_open");
        meter.CreateObservableUpDownCounter("shop.orders.open", () => Volatile.Read(ref _open));
    }

    public void Place(string market)
    {
        _placed.Add(1, new KeyValuePair<string, object?>("market", market));
        _lastOpen.Record(Interlocked.Increment(ref _open));
    }
}
