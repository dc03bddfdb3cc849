using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Grocery.Platform.Resilience.Faults;

/// <summary>Counts what is injected, and marks it in the span that is under way.</summary>
internal sealed class FaultTelemetry
{
    public const string Latency = "latency";
    public const string Error = "error";
    public const string Status = "status";

    private const string RuleTag = "grocery.resilience.fault.rule";
    private const string KindTag = "grocery.resilience.fault.kind";

    private readonly TimeProvider _time;
    private readonly Counter<long> _injected;

    public FaultTelemetry(IMeterFactory meters, FaultRules rules, TimeProvider time)
    {
        _time = time;
        var meter = meters.Create(ResilienceMetrics.MeterName);
        _injected = meter.CreateCounter<long>("grocery.resilience.faults.injected", "{fault}", "Faults that were injected on purpose, by rule and kind.");
        if (rules.IsOn)
        {
            meter.CreateObservableUpDownCounter(
                "grocery.resilience.faults.active", () => rules.Outgoing.Length + rules.Incoming.Length, "{rule}", "Rules by which faults are injected now.");
        }
    }

    public void Injected(FaultRule rule, string kind)
    {
        var (ruleTag, kindTag) = (KeyValuePair.Create<string, object?>(RuleTag, rule.Name), KeyValuePair.Create<string, object?>(KindTag, kind));
        _injected.Add(1, ruleTag, kindTag);
        if (Activity.Current is { IsAllDataRequested: true } activity)
            activity.AddEvent(new ActivityEvent("grocery.resilience.fault", _time.GetUtcNow(), new ActivityTagsCollection([ruleTag, kindTag])));
    }
}
