using Grocery.Platform.Health.Checks;
using Grocery.Platform.Health.Drain;
using Grocery.Platform.Health.Liveness;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Grocery.Platform.Health.Probes;

/// <summary>What the probes say of the service. Reading does no I/O, takes no lock, and allocates only after a change.</summary>
internal sealed class ServiceHealth(HealthSnapshot snapshot, ProcessHealth process, DrainState drain, IHostApplicationLifetime lifetime)
{
    private volatile bool _isStarted;

    public HealthStatus Live => process.IsLive ? HealthStatus.Healthy : HealthStatus.Unhealthy;

    public HealthStatus Startup => IsStarted ? HealthStatus.Healthy : HealthStatus.Unhealthy;

    public HealthStatus Ready => IsStarted && !drain.HasBegun ? snapshot.Status : HealthStatus.Unhealthy;

    // Once true, it stays. Warm-up tasks run before the application counts as started.
    private bool IsStarted => _isStarted || (_isStarted = lifetime.ApplicationStarted.IsCancellationRequested && snapshot.IsComplete);
}
