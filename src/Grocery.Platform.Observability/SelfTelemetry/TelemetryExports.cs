using System.Diagnostics.Metrics;
using Grocery.Platform.Observability.Otlp;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Observability.SelfTelemetry;

/// <summary>How the exports of all signals go.</summary>
internal sealed class TelemetryExports
{
    public TelemetryExports(IMeterFactory meters, IOptions<SelfTelemetryOptions> options, TimeProvider time, ILogger<TelemetryExports> logger)
    {
        var metrics = new TelemetryMetrics(meters);
        Traces = new SignalExports("traces", options.Value.Enabled, metrics, time, logger);
        Metrics = new SignalExports("metrics", options.Value.Enabled, metrics, time, logger);
        metrics.Watch(All);
    }

    public SignalExports Traces { get; }

    public SignalExports Metrics { get; }

    public IReadOnlyList<SignalExports> All => [Traces, Metrics];

    public SignalExports Of(OtlpSignal signal) => signal == OtlpSignal.Traces ? Traces : Metrics;
}
