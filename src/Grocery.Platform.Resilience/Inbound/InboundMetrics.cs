using System.Diagnostics.Metrics;

namespace Grocery.Platform.Resilience.Inbound;

/// <summary>The instruments of inbound protection.</summary>
internal sealed class InboundMetrics
{
    private static readonly InstrumentAdvice<double> Edges = new()
    {
        HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5],
    };

    private static readonly string[] Priorities = ["low", "normal", "high", "critical", "exempt"];

    private readonly Counter<long> _shed;
    private readonly Histogram<double> _queueDuration;

    public InboundMetrics(IMeterFactory meters, InboundLimiter limiter, InboundQueue queue)
    {
        var meter = meters.Create(ResilienceMetrics.MeterName);
        _shed = meter.CreateCounter<long>(
            "grocery.resilience.inbound.shed", "{request}", "Requests that were not worked on.");
        _queueDuration = meter.CreateHistogram(
            "grocery.resilience.inbound.queue.duration", "s", "The time that a request waited, of those that did.", tags: null, Edges);
        meter.CreateObservableGauge(
            "grocery.resilience.inbound.limit", () => limiter.Limit, "{request}", "How many requests may be in flight.");
        meter.CreateObservableGauge(
            "grocery.resilience.inbound.in_flight", () => limiter.InFlight, "{request}", "Requests that are worked on.");
        meter.CreateObservableGauge(
            "grocery.resilience.inbound.queued", () => queue.Count, "{request}", "Requests that wait.");
    }

    public void Shed(string reason, RequestPriority priority) => _shed.Add(
        1,
        KeyValuePair.Create<string, object?>("grocery.resilience.inbound.reason", reason),
        KeyValuePair.Create<string, object?>("grocery.resilience.inbound.priority", Priorities[(int)priority]));

    public void Queued(TimeSpan duration) => _queueDuration.Record(duration.TotalSeconds);
}
