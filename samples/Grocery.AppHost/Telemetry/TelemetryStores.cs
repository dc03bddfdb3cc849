using Grocery.Platform.TestSupport;

namespace Grocery.AppHost.Telemetry;

/// <summary>All that the AppHost knows of the shop by its telemetry.</summary>
internal sealed class TelemetryStores(TimeProvider time)
{
    private static readonly HashSet<string> Metrics =
        [TrafficStore.Metric, BusinessStore.OrdersMetric, BusinessStore.BasketMetric, BusinessStore.StockOutsMetric];

    public TraceStore Traces { get; } = new();

    public TrafficStore Traffic { get; } = new(time);

    public BusinessStore Business { get; } = new(time);

    public LogStore Logs { get; } = new();

    /// <summary>Takes a request to <c>/v1/traces</c>, all of it or nothing.</summary>
    public void TakeTraces(WireMessage request) => Traces.Add([.. Span.ReadAll(request)]);

    /// <summary>Takes a request to <c>/v1/metrics</c>, all of it or nothing.</summary>
    public void TakeMetrics(WireMessage request)
    {
        MetricPoint[] points = [.. MetricPoint.ReadAll(request, Metrics)];
        foreach (var point in points)
        {
            Traffic.Add(point);
            Business.Add(point);
        }
    }
}
