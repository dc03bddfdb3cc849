using System.Diagnostics.Metrics;

namespace Grocery.Platform.Observability.Tracing;

/// <summary>What keeping traces reports about itself.</summary>
internal sealed class TracingMetrics(IMeterFactory meters)
{
    private const string MeterName = "Grocery.Platform.Observability";

    private readonly Counter<long> _kept = meters.Create(MeterName).CreateCounter<long>(
        "grocery.tracing.kept", "{trace}", "Traces of failed and slow requests that were kept although sampling dropped them.");

    private readonly Counter<long> _capped = meters.Create(MeterName).CreateCounter<long>(
        "grocery.tracing.capped", "{trace}", "Traces of failed and slow requests that were not kept: there were too many in one second.");

    private readonly Counter<long> _overflowed = meters.Create(MeterName).CreateCounter<long>(
        "grocery.tracing.overflowed", "{span}", "Spans that could not be kept with their trace: there were too many in one request.");

    public void Keep(string reason) => _kept.Add(1, KeyValuePair.Create<string, object?>(KeptTraces.Attribute, reason));

    public void Cap(string reason) => _capped.Add(1, KeyValuePair.Create<string, object?>(KeptTraces.Attribute, reason));

    public void Overflow() => _overflowed.Add(1);
}
