using System.Diagnostics.Metrics;
using Grocery.Platform.Health.Checks;
using Grocery.Platform.Health.Drain;
using Grocery.Platform.Health.Liveness;
using Grocery.Platform.Health.Warmup;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Health.Probes;

/// <summary>The instruments of the process and its life.</summary>
internal sealed class LifecycleMetrics(
    IOptions<HealthOptions> options, IMeterFactory meters, ServiceHealth health, ProcessHealth process, DrainState drain, WarmupReport warmup) : IHostedService
{
    private const string ProbeTag = "grocery.health.probe";
    private const string PhaseTag = "grocery.health.drain.phase";
    private const string TaskTag = "grocery.health.warmup.task";
    private const string ResultTag = "grocery.health.warmup.result";

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // Without checks nobody knows whether the service is ready.
        if (!options.Value.Enabled)
            return Task.CompletedTask;

        var meter = meters.Create(HealthMetrics.MeterName);
        meter.CreateObservableGauge(
            "grocery.health.probe.status", () => ObserveProbes(health), "{probe}", "1 while the probe is not answered by unhealthy, else 0.");
        meter.CreateObservableGauge(
            "grocery.health.thread_pool.delay",
            () => process.ThreadPoolDelay.TotalSeconds,
            "s",
            "How long the thread pool took to start a work item, or has let one wait.");
        meter.CreateObservableGauge(
            "grocery.health.drain.status", () => ObservePhases(drain), "{phase}", "1 for the phase that the stop is in, 0 for the others.");
        meter.CreateObservableGauge(
            "grocery.health.warmup.duration", () => ObserveWarmup(warmup), "s", "The time that each warm-up task took.");
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static Measurement<int>[] ObserveProbes(ServiceHealth health) =>
    [
        Of("live", health.Live),
        Of("startup", health.Startup),
        Of("ready", health.Ready),
    ];

    private static Measurement<int> Of(string probe, HealthStatus status) =>
        new(status == HealthStatus.Unhealthy ? 0 : 1, new KeyValuePair<string, object?>(ProbeTag, probe));

    private static IEnumerable<Measurement<int>> ObservePhases(DrainState drain)
    {
        var current = drain.Phase;
        return DrainPhases.All.Select(phase =>
            new Measurement<int>(phase.Phase == current ? 1 : 0, new KeyValuePair<string, object?>(PhaseTag, phase.Name)));
    }

    private static IEnumerable<Measurement<double>> ObserveWarmup(WarmupReport warmup) => warmup.Results.Select(result =>
        new Measurement<double>(result.Duration.TotalSeconds, new(TaskTag, result.Name), new(ResultTag, result.Failure is null ? "done" : "failed")));
}
