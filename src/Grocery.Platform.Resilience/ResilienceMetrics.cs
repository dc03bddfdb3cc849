using System.Diagnostics.Metrics;
using Grocery.Platform.Resilience.Breakers;

namespace Grocery.Platform.Resilience;

/// <summary>The instruments of the meter <c>Grocery.Platform.Resilience</c>. Nothing is measured while nobody listens.</summary>
internal sealed class ResilienceMetrics
{
    public const string MeterName = "Grocery.Platform.Resilience";

    // Those of the client's request duration in the semantic conventions of OpenTelemetry.
    private static readonly InstrumentAdvice<double> Edges = new()
    {
        HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10],
    };

    private static readonly string[] StateNames = ["closed", "half_open", "open", "isolated", "held_closed"];

    public ResilienceMetrics(IMeterFactory meters)
    {
        Meter = meters.Create(MeterName);
        CallDuration = Meter.CreateHistogram(
            "grocery.resilience.call.duration", "s", "Time of calls with all their attempts and waits, by outcome.", tags: null, Edges);
        AttemptDuration = Meter.CreateHistogram(
            "grocery.resilience.attempt.duration", "s", "Time of attempts, by outcome.", tags: null, Edges);
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
