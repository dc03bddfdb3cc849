using System.Diagnostics.Metrics;

namespace Grocery.Platform.Observability.SelfTelemetry;

/// <summary>What exporting reports about itself.</summary>
internal sealed class TelemetryMetrics
{
    private const string SignalTag = "signal";
    private const string OutcomeTag = "outcome";
    private const string Success = "success";

    private readonly Meter _meter;
    private readonly Counter<long> _exports;
    private readonly Counter<long> _dropped;

    public TelemetryMetrics(IMeterFactory meters)
    {
        _meter = meters.Create("Grocery.Platform.Observability");
        _exports = _meter.CreateCounter<long>("grocery.telemetry.exports", "{export}", "Exports to the collector, and why they failed.");
        _dropped = _meter.CreateCounter<long>("grocery.telemetry.dropped", "{item}", "Spans and metric points that never reached the collector.");
    }

    /// <summary>Reports when the last export of signals succeeded.</summary>
    public void Watch(IReadOnlyList<SignalExports> signals)
    {
        _meter.CreateObservableGauge(
            "grocery.telemetry.last_success",
            () => signals.Where(signal => signal.IsOn).Select(signal => new Measurement<double>(signal.LastSuccess, Tag(signal.Name))),
            "s",
            "The Unix time of the last export that succeeded; 0 when none did yet.");
        _meter.CreateObservableGauge(
            "grocery.telemetry.queue.utilization",
            () => signals.Where(signal => signal.Queue is not null)
                .Select(signal => new Measurement<double>(signal.Queue!.Utilization, Tag(signal.Name))),
            "1",
            "The used share of the room for spans that wait for their export.");
    }

    // A series that begins with its first event hides that event from rate() and increase().
    public void Begin(string signal)
    {
        _exports.Add(0, Tag(signal), new(OutcomeTag, Success));
        _dropped.Add(0, Tag(signal), new("reason", DroppedItems.ExportFailed));
        _dropped.Add(0, Tag(signal), new("reason", DroppedItems.QueueFull));
    }

    public void Succeed(string signal) => _exports.Add(1, Tag(signal), new(OutcomeTag, Success));

    public void Fail(string signal, string reason) => _exports.Add(1, Tag(signal), new(OutcomeTag, "failure"), new("error.type", reason));

    public void Drop(string signal, long items, string reason) => _dropped.Add(items, Tag(signal), new("reason", reason));

    private static KeyValuePair<string, object?> Tag(string signal) => new(SignalTag, signal);
}
