using System.Diagnostics.Metrics;
using Grocery.Platform.Resilience.Budgets;
using Grocery.Platform.Resilience.Outgoing;
using Grocery.Platform.Resilience.Pipelines;
using Microsoft.Extensions.Hosting;

namespace Grocery.Platform.Resilience.Destinations;

/// <summary>What is known of all destinations of the process. It is made at the start, so that its gauges are there from then on.</summary>
internal sealed class KnownDestinations : IHostedService
{
    private readonly OutgoingClients _clients;
    private readonly PlatformPipelines _pipelines;

    public KnownDestinations(OutgoingClients clients, PlatformPipelines pipelines, RetryBudgets budgets, ResilienceMetrics metrics)
    {
        (_clients, _pipelines) = (clients, pipelines);
        metrics.Meter.CreateObservableGauge(
            "grocery.resilience.breaker.state",
            () => WithOwnSeries().Select(destination => new Measurement<int>(
                1,
                [.. destination.Telemetry.Tags, new("grocery.resilience.breaker.state", ResilienceMetrics.NameOf(destination.Breaker.State))])),
            "{breaker}",
            "1 for the state that the breaker of a destination is in; the other states are not there.");
        metrics.Meter.CreateObservableGauge(
            "grocery.resilience.attempts.active",
            () => WithOwnSeries().Select(destination => new Measurement<int>(destination.Active, destination.Telemetry.Tags)),
            "{attempt}",
            "Attempts under way.");
        metrics.Meter.CreateObservableGauge(
            "grocery.resilience.retry.budget.remaining",
            () => budgets.WithOwnSeries().Select(Measure).Concat(pipelines.All.Select(pipeline => pipeline.Destination).Select(Measure)),
            "{retry}",
            "Retries and hedges to a destination that its budget allows now.");
    }

    public IEnumerable<Destination> All =>
        _clients.All.SelectMany(client => client.Destinations.All).Concat(_pipelines.All.Select(pipeline => pipeline.Destination));

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static Measurement<long> Measure((DestinationKey Key, RetryBudget Budget) pair) => new(
        pair.Budget.Remaining, new("server.address", pair.Key.Host), new KeyValuePair<string, object?>("server.port", pair.Key.Port));

    private static Measurement<long> Measure(Destination pipeline) => new(pipeline.Budget.Remaining, pipeline.Telemetry.Tags);

    private IEnumerable<Destination> WithOwnSeries() => All.Where(destination => destination.Telemetry.HasOwnSeries);
}
