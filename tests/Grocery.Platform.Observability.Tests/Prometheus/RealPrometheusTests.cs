using System.Diagnostics;
using System.Diagnostics.Metrics;
using Grocery.Platform.TestSupport;
using Microsoft.AspNetCore.Builder;

namespace Grocery.Platform.Observability.Tests.Prometheus;

public sealed class RealPrometheusTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_real_Prometheus_stores_what_the_meters_recorded()
    {
        using var meter = new Meter("Shop.Orders", "2.0");
        using var source = new ActivitySource("Shop.Orders");
        await using var service = await ServiceUnderTest.StartAsync(
            app => app.MapGet("/products/{id}", (string id) => id),
            settings:
            [
                ("Platform:Observability:Metrics:Meters:0", "Shop.*"),
                ("Platform:Observability:Tracing:Sources:0", "Shop.*"),
                ("Platform:Observability:Metrics:LatencyObjective", "00:00:03.21"),
                ("Platform:Observability:Metrics:Tags:team", "fruit"),
                ("Platform:Observability:Metrics:Histograms:shop.wait", "0.1, 1, 2e6"),
            ]);
        var traceId = Record(meter, source);
        for (var i = 0; i < 7; i++)
            await service.Client.GetAsync(new Uri($"/products/{i}", UriKind.Relative), Stop);

        await using var prometheus = await PrometheusServer.StartAsync(service.Client.BaseAddress!);
        await Eventually.HoldsAsync(async () => await ValueAsync(prometheus, "up{job=\"service\"}") == 1, "the service is up");
        await Eventually.HoldsAsync(
            async () => await ValueAsync(prometheus, "http_server_request_duration_seconds_count") == 7, "the requests are stored");

        Assert.Equal(12, await ValueAsync(prometheus, "shop_orders_total{city=\"ulm\", team=\"fruit\", otel_scope_name=\"Shop.Orders\", otel_scope_version=\"2.0\"}"));
        Assert.Equal(-4, await ValueAsync(prometheus, "shop_debt_ratio"));
        Assert.Equal([1, 2, 2, 3], await BucketsAsync(prometheus, "shop_wait_seconds_bucket", "0.1", "1.0", "2e+06", "+Inf"));
        Assert.Equal(3e6 + 0.55, await ValueAsync(prometheus, "shop_wait_seconds_sum"));
        Assert.Equal([7], await BucketsAsync(prometheus, "http_server_request_duration_seconds_bucket{http_route=\"/products/{id}\"}", "3.21"));
        Assert.Equal(("counter", ""), await prometheus.MetadataAsync("shop_orders"));
        Assert.Equal(("histogram", "seconds"), await prometheus.MetadataAsync("shop_wait_seconds"));

        var exemplars = await prometheus.QueryExemplarsAsync("{__name__=~\"shop_.*\"}");
        Assert.Contains(exemplars, exemplar => exemplar is { Series: "shop_orders_total", Value: 12 } && exemplar.Labels["trace_id"] == traceId);
        Assert.Contains(exemplars, exemplar => exemplar is { Series: "shop_wait_seconds_bucket", Value: 0.5 } && exemplar.Labels["trace_id"] == traceId);
    }

    private static string Record(Meter meter, ActivitySource source)
    {
        using var activity = source.StartActivity("order")!;
        meter.CreateCounter<long>("shop.orders", "{order}", "Orders \"by\" city").Add(12, new KeyValuePair<string, object?>("city", "ulm"));
        meter.CreateUpDownCounter<double>("shop.debt", "1").Add(-4);
        var wait = meter.CreateHistogram<double>("shop.wait", "s");
        wait.Record(0.05);
        wait.Record(0.5);
        wait.Record(3e6);
        return activity.TraceId.ToHexString();
    }

    private static async Task<double?> ValueAsync(PrometheusServer prometheus, string query) =>
        (await prometheus.QueryAsync(query)) is [var sample] ? sample.Value : null;

    private static async Task<IEnumerable<double>> BucketsAsync(PrometheusServer prometheus, string query, params string[] bounds)
    {
        var samples = await prometheus.QueryAsync(query);
        return [.. bounds.Select(bound => samples.Single(sample => sample.Labels["le"] == bound).Value)];
    }
}
