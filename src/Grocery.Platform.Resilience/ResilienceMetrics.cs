using System.Diagnostics.Metrics;
using Grocery.Platform.Resilience.Breakers;

namespace Grocery.Platform.Resilience;

/// <summary>The instruments of the meter <c>Grocery.Platform.Resilience</c>. Nothing is measured while nobody listens.</summary>
internal sealed class ResilienceMetrics
{
    public const string MeterName = "Grocery.Platform.Resilience";

    private static readonly string[] StateNames = ["closed", "half_open", "open", "isolated", "held_closed"];

    public ResilienceMetrics(IMeterFactory meters)
    {
        Meter = meters.Create(MeterName);
        CallDuration = Meter.CreateHistogram<double>(
            "grocery.resilience.call.duration", "s", "Time of calls with all their attempts and waits, by outcome.");
        AttemptDuration = Meter.CreateHistogram<double>(
            "grocery.resilience.attempt.duration", "s", "Time of attempts, by outcome.");
        Retries = Meter.CreateCounter<long>("grocery.resilience.retries", "{retry}", "Attempts that followed a failed one.");
        WithheldRetries = Meter.CreateCounter<long>(
            "grocery.resilience.retries.withheld", "{retry}", "Retries and hedges that were not made, by reason.");
        Hedges = Meter.CreateCounter<long>("grocery.resilience.hedges", "{hedge}", "Requests that were sent because the first one took long.");
        Transitions = Meter.CreateCounter<long>(
            "grocery.resilience.breaker.transitions", "{transition}", "Changes of a breaker to the state of the tag.");
    }

    public Meter Meter { get; }

    public Histogram<double> CallDuration { get; }

    public Histogram<double> AttemptDuration { get; }

    public Counter<long> Retries { get; }

    public Counter<long> WithheldRetries { get; }

    public Counter<long> Hedges { get; }

    public Counter<long> Transitions { get; }

    public static string NameOf(BreakerState state) => StateNames[(int)state];
}
