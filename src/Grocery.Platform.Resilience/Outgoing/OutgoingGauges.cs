using System.Diagnostics.Metrics;
using Grocery.Platform.Resilience.Budgets;

namespace Grocery.Platform.Resilience.Outgoing;

/// <summary>What is measured when it is asked for: the state of breakers, the attempts under way, and what is left of the budgets.</summary>
internal static class OutgoingGauges
{
    public static void Create(OutgoingClients clients, RetryBudgets budgets, ResilienceMetrics metrics)
    {
        var destinations = () => clients.All.SelectMany(client => client.Destinations.All).Where(destination => destination.Telemetry.HasOwnSeries);
        metrics.Meter.CreateObservableGauge(
            "grocery.resilience.breaker.state",
            () => destinations().Select(destination => new Measurement<int>(
                1,
                [.. destination.Telemetry.Tags, new("grocery.resilience.breaker.state", ResilienceMetrics.NameOf(destination.Breaker.State))])),
            "{breaker}",
            "1 for the state that the breaker of a destination is in; the other states are not there.");
        metrics.Meter.CreateObservableGauge(
            "grocery.resilience.attempts.active",
            () => destinations().Select(destination => new Measurement<int>(destination.Active, destination.Telemetry.Tags)),
            "{attempt}",
            "Attempts under way.");
        metrics.Meter.CreateObservableGauge(
            "grocery.resilience.retry.budget.remaining",
            () => budgets.All.Where(pair => pair.Budget.HasOwnSeries).Select(pair => new Measurement<long>(
                pair.Budget.Remaining, new("server.address", pair.Key.Host), new KeyValuePair<string, object?>("server.port", pair.Key.Port))),
            "{retry}",
            "Retries and hedges to a destination that its budget allows now.");
    }
}
