using System.Diagnostics;
using System.Diagnostics.Metrics;
using Grocery.Platform.Resilience.Destinations;

namespace Grocery.Platform.Resilience;

/// <summary>The instruments of the meter <c>Grocery.Platform.Resilience</c>. Nothing is allocated while nobody listens.</summary>
internal sealed class ResilienceMetrics(IMeterFactory meters)
{
    public const string MeterName = "Grocery.Platform.Resilience";

    private readonly Counter<long> _attempts = meters.Create(MeterName).CreateCounter<long>(
        "grocery.resilience.attempts", "{attempt}", "Attempts of outgoing calls by outcome, and calls that an open breaker rejected.");

    private readonly Counter<long> _retries = meters.Create(MeterName).CreateCounter<long>(
        "grocery.resilience.retries", "{retry}", "Attempts that followed a failed one.");

    private readonly Counter<long> _transitions = meters.Create(MeterName).CreateCounter<long>(
        "grocery.resilience.breaker.transitions", "{transition}", "Changes of a breaker to the state of the tag.");

    public void Attempted(Destination destination, string outcome)
    {
        if (_attempts.Enabled)
            _attempts.Add(1, Tags(destination, "grocery.resilience.outcome", outcome));
    }

    public void Retried(Destination destination, string failure)
    {
        if (_retries.Enabled)
            _retries.Add(1, Tags(destination, "error.type", failure));
    }

    public void BreakerChanged(Destination destination, string state)
    {
        if (_transitions.Enabled)
            _transitions.Add(1, Tags(destination, "grocery.resilience.breaker.state", state));
    }

    private static TagList Tags(Destination destination, string name, string value) => new()
    {
        { "grocery.resilience.client", destination.ClientName },
        { "server.address", destination.AddressTag },
        { "server.port", destination.PortTag },
        { name, value },
    };
}
