using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.TestHost;

namespace Grocery.Platform.Testing.Fakes.Tests;

public sealed class MetricCaptureTests
{
    [Fact]
    public async Task A_test_reads_what_the_service_measured()
    {
        // snippet: metrics
        using var metrics = new MetricCapture();
        await using var shop = Shop.With(web => web.ConfigureTestServices(metrics.AddTo));
        using var client = shop.CreateClient();

        await client.PlaceAsync(order: 7, market: "eu");
        await client.PlaceAsync(order: 8, market: "us");

        Assert.Equal(2, metrics.Total("shop.orders.placed"));
        Assert.Equal(1, metrics.Total("shop.orders.placed", ("market", "eu")));

        // That of a request comes after its answer.
        await metrics.ExpectSoonAsync(
            item => item.Instrument == "http.server.request.duration" && Equals(item.Tags["http.response.status_code"], 202),
            cancellationToken: TestContext.Current.CancellationToken);

        // end
        Assert.Equal("{order}", metrics.Expect(item => item.Instrument == "shop.orders.placed").Unit);
        Assert.Equal(0, metrics.Total("shop.orders.placed", ("market", "jp")));
        Assert.Equal(0, metrics.Total("shop.orders.placed", ("region", "eu")));
    }

    [Fact]
    public async Task Of_what_is_observed_and_of_a_gauge_the_last_value_counts()
    {
        using var metrics = new MetricCapture();
        await using var shop = Shop.With(web => web.ConfigureTestServices(metrics.AddTo));
        using var client = shop.CreateClient();

        await client.PlaceAsync(order: 7);
        var first = metrics.Total("shop.orders.open");
        await client.PlaceAsync(order: 8);

        Assert.Equal((1, 2, 2), (first, metrics.Total("shop.orders.open"), metrics.Total("shop.orders.last_open")));
        Assert.Equal(2, metrics.Count("shop.orders.last_open"));
        Assert.True(metrics.Count("shop.orders.open") >= 2);
    }

    [Fact]
    public async Task Tags_are_compared_by_what_they_say()
    {
        using var metrics = new MetricCapture();
        await using var shop = Shop.With(web => web.ConfigureTestServices(metrics.AddTo));
        using var client = shop.CreateClient();
        await client.PlaceAsync(order: 7);
        await metrics.ExpectSoonAsync(item => item.Instrument == "http.server.request.duration", cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(1, metrics.Count("http.server.request.duration", ("http.response.status_code", "202"), ("http.request.method", "POST")));
        Assert.Equal(0, metrics.Count("http.server.request.duration", ("http.response.status_code", 500)));
    }

    [Fact]
    public async Task Services_that_share_a_process_do_not_see_the_measurements_of_each_other()
    {
        using var metrics = new MetricCapture();
        using var others = new MetricCapture();
        await using var shop = Shop.With(web => web.ConfigureTestServices(metrics.AddTo));
        await using var other = Shop.With(web => web.ConfigureTestServices(others.AddTo));
        using var client = shop.CreateClient();
        using var clientOfOther = other.CreateClient();

        await client.PlaceAsync(order: 7);
        await clientOfOther.PlaceAsync(order: 8);
        await clientOfOther.PlaceAsync(order: 9);

        Assert.Equal((1, 2), (metrics.Total("shop.orders.placed"), others.Total("shop.orders.placed")));
    }

    [Fact]
    public async Task A_meter_that_the_process_shares_is_kept_when_it_was_named()
    {
        using var meter = new Meter("Grocery.Fakes.Shared");
        var counter = meter.CreateCounter<int>("shared.count");
        using var metrics = new MetricCapture();
        using var named = new MetricCapture("Grocery.Fakes.Shared");
        await using var shop = Shop.With(web => web.ConfigureTestServices(services =>
        {
            metrics.AddTo(services);
            named.AddTo(services);
        }));
        shop.StartServer();

        counter.Add(3);

        Assert.Equal(3, named.Total("shared.count"));
        Assert.Throws<CaptureException>(() => metrics.Total("shared.count"));
    }

    [Fact]
    public async Task An_instrument_that_is_not_there_is_told_with_those_that_are()
    {
        using var metrics = new MetricCapture();
        await using var shop = Shop.With(web => web.ConfigureTestServices(metrics.AddTo));
        using var client = shop.CreateClient();
        await client.PlaceAsync(order: 7);

        var total = Assert.Throws<CaptureException>(() => metrics.Total("shop.order.placed")).Message;

        Assert.StartsWith("MetricCapture: the service has no instrument shop.order.placed. It has, ", total, StringComparison.Ordinal);
        Assert.Contains("\n  shop.orders.placed", total, StringComparison.Ordinal);
        Assert.Equal(total, Assert.Throws<CaptureException>(() => metrics.Count("shop.order.placed")).Message);
        Assert.Contains(
            "shop.orders.placed = 1 {order} {market=eu}",
            Assert.Throws<CaptureException>(() => metrics.Expect(item => item.Unit == "{lightyear}")).Message,
            StringComparison.Ordinal);
        Assert.Throws<CaptureException>(() => metrics.ExpectNone(item => item.Instrument == "shop.orders.placed"));
    }

    [Fact]
    public async Task What_comes_after_its_end_or_was_forgotten_is_not_kept()
    {
        var metrics = new MetricCapture();
        await using var shop = Shop.With(web => web.ConfigureTestServices(metrics.AddTo));
        using var client = shop.CreateClient();

        await client.PlaceAsync(order: 7);
        metrics.Clear();
        await client.PlaceAsync(order: 8);
        metrics.Dispose();
        await client.PlaceAsync(order: 9);

        Assert.Equal(1, metrics.Total("shop.orders.placed"));
    }

    [Fact]
    public void A_capture_that_was_not_added_says_so()
    {
        using var metrics = new MetricCapture();

        Assert.Contains("Is the capture added to the service", Assert.Throws<CaptureException>(() => metrics.Total("any")).Message, StringComparison.Ordinal);
    }
}
