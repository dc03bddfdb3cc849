using System.Diagnostics.Metrics;
using Grocery.Platform.Observability.Otlp;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Observability.SelfTelemetry;

/// <summary>How the exports of all signals go.</summary>
internal sealed class TelemetryExports
{
    private readonly TelemetryMetrics _metrics;

    public TelemetryExports(IMeterFactory meters, IOptions<SelfTelemetryOptions> options, TimeProvider time, ILogger<TelemetryExports> logger)
    {
        _metrics = new TelemetryMetrics(meters);
        Traces = new SignalExports("traces", options.Value.Enabled, _metrics, time, logger);
        Metrics = new SignalExports("metrics", options.Value.Enabled, _metrics, time, logger);
        _metrics.Watch(All);
    }

    public SignalExports Traces { get; }

    public SignalExports Metrics { get; }

    public IReadOnlyList<SignalExports> All => [Traces, Metrics];

    /// <summary>Begins the series of what is exported at zero. Not before metrics are collected.</summary>
    public void Begin()
    {
        foreach (var signal in All.Where(signal => signal.IsOn))
            _metrics.Begin(signal.Name);
    }

    public SignalExports Of(OtlpSignal signal) => signal == OtlpSignal.Traces ? Traces : Metrics;
}
