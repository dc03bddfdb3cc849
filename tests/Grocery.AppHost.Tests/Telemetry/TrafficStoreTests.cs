using Grocery.AppHost.Telemetry;
using Grocery.Platform.TestSupport;

namespace Grocery.AppHost.Tests.Telemetry;

public sealed class TrafficStoreTests : IAsyncLifetime
{
    private static readonly TimeSpan UntilComplete = TimeSpan.FromSeconds(8);

    private readonly ManualTimeProvider _time = new();
    private TelemetryStores _stores = null!;
    private TelemetryReceiver _receiver = null!;

    public async ValueTask InitializeAsync()
    {
        _stores = new TelemetryStores(_time);
        _receiver = await TelemetryReceiver.StartAsync(_stores, TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => _receiver.DisposeAsync();

    [Fact]
    public void The_p95_of_a_known_distribution_is_right_within_its_bucket()
    {
        using var cart = new ExportingService(_receiver.Endpoint, "cart", "cart-1", [0.1, 0.2, 0.4, 0.8, 0.9, 1.0]);
        for (var milliseconds = 1; milliseconds <= 1000; milliseconds++)
            cart.Answer(milliseconds / 1000.0, 200);
        cart.Flush();

        Assert.InRange(Read("cart").P95.OfType<double>().Max(), 949, 951);
    }

    [Fact]
    public void Requests_and_server_errors_are_counted_once_each()
    {
        using var cart = new ExportingService(_receiver.Endpoint, "cart", "cart-1");
        AnswerAndFlush(cart, (60, 200), (20, 404), (20, 503));
        _time.Advance(TimeSpan.FromSeconds(20));
        AnswerAndFlush(cart, (50, 200));
        cart.Flush();

        var traffic = Read("cart");

        Assert.Equal(150, Total(traffic), 1.0);
        Assert.Contains(traffic.Errors.OfType<double>(), share => Math.Abs(share - 0.2) < 0.01);
        Assert.Contains(0.0, traffic.Errors.OfType<double>());
    }

    [Fact]
    public void Requests_are_spread_over_the_time_in_which_they_came()
    {
        var store = new TrafficStore(_time);
        var start = _time.GetUtcNow();
        store.Add(Point(start, start, 0));
        _time.Advance(TimeSpan.FromSeconds(20));
        store.Add(Point(start, _time.GetUtcNow(), 100));
        _time.Advance(UntilComplete);

        var busy = store.Read()["cart"].Rate.Where(rate => rate > 0).ToArray();

        Assert.Equal(Enumerable.Repeat(5.0, 10), busy);
    }

    [Theory]
    [InlineData("cart-1")]
    [InlineData("cart-2")]
    public void A_process_that_starts_again_counts_from_zero_and_nothing_is_negative(string nextInstance)
    {
        using (var first = new ExportingService(_receiver.Endpoint, "cart", "cart-1"))
            AnswerAndFlush(first, (30, 200), (10, 500));
        _time.Advance(TimeSpan.FromSeconds(10));
        using (var next = new ExportingService(_receiver.Endpoint, "cart", nextInstance))
            AnswerAndFlush(next, (7, 200));

        var traffic = Read("cart");

        Assert.All(traffic.Rate, rate => Assert.True(rate >= 0));
        Assert.Equal(47, Total(traffic), 1.0);
    }

    [Fact]
    public void What_is_older_than_five_minutes_is_gone()
    {
        using var cart = new ExportingService(_receiver.Endpoint, "cart", "cart-1");
        AnswerAndFlush(cart, (30, 200));
        _time.Advance(TimeSpan.FromMinutes(6));

        var traffic = Read("cart");

        Assert.Equal(0, Total(traffic));
        Assert.All(traffic.P95, Assert.Null);
    }

    [Fact]
    public void A_process_that_was_silent_for_long_is_not_counted_from_its_beginning_again()
    {
        var store = new BusinessStore(_time);
        var start = _time.GetUtcNow();
        store.Add(Orders(start, 100));
        _time.Advance(TimeSpan.FromMinutes(10));
        store.Add(Orders(start, 130));
        _time.Advance(TimeSpan.FromSeconds(2));
        store.Add(Orders(start, 131));

        Assert.Equal(101, store.Read().Orders);
    }

    [Fact]
    public void A_flood_of_series_is_bounded_and_counted()
    {
        var store = new TrafficStore(_time);
        var start = _time.GetUtcNow();

        for (var index = 0; index < 10_000; index++)
            store.Add(Point(start, start.AddSeconds(1), 1) with { Source = new TelemetrySource("cart", $"cart-{index}") });
        for (var index = 0; index < 100; index++)
            store.Add(Point(start, start.AddSeconds(1), 1) with { Source = new TelemetrySource($"service-{index}", "1") });

        Assert.InRange(store.Read().Count, 1, 32);
        Assert.True(store.Dropped >= 6000);
    }

    [Fact]
    public void Orders_and_baskets_add_up_over_processes()
    {
        foreach (var instance in new[] { "order-1", "order-1", "order-2" })
        {
            using var order = new ExportingService(_receiver.Endpoint, "order", instance);
            order.Orders.Add(2);
            order.Baskets.Record(12.50);
            order.Baskets.Record(7.50);
            order.Flush();
        }

        Assert.Equal(new BusinessReading(6, 60, 10, 0), _stores.Business.Read());
    }

    private static void AnswerAndFlush(ExportingService service, params (int Count, int Status)[] answers)
    {
        foreach (var (count, status) in answers)
        {
            for (var answer = 0; answer < count; answer++)
                service.Answer(0.05, status);
        }

        service.Flush();
    }

    private static double Total(TrafficReading traffic) => traffic.Rate.Sum() * ServiceTraffic.SlotLength.TotalSeconds;

    private MetricPoint Orders(DateTimeOffset start, double count) => new(
        new TelemetrySource("order", "order-1"), BusinessStore.OrdersMetric, new Dictionary<string, string>(), start, _time.GetUtcNow(), [count], []);

    private static MetricPoint Point(DateTimeOffset start, DateTimeOffset time, double count) => new(
        new TelemetrySource("cart", "cart-1"), TrafficStore.Metric, new Dictionary<string, string>(), start, time, [count, 0, count * 0.05], [0.1]);

    private TrafficReading Read(string service)
    {
        _time.Advance(UntilComplete);
        return _stores.Traffic.Read()[service];
    }
}
