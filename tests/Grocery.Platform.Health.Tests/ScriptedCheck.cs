using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Grocery.Platform.Health.Tests;

/// <summary>A check that does what a test tells it, and counts its runs.</summary>
internal sealed class ScriptedCheck(Func<CancellationToken, Task<HealthCheckResult>>? script = null) : IHealthCheck
{
    private int _runs;

    public int Runs => Volatile.Read(ref _runs);

    public Func<CancellationToken, Task<HealthCheckResult>> Script { get; set; } = script ?? Up;

    public static Task<HealthCheckResult> Up(CancellationToken token) => Task.FromResult(HealthCheckResult.Healthy());

    public static Task<HealthCheckResult> Down(CancellationToken token) => Task.FromResult(HealthCheckResult.Unhealthy("refused"));

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _runs);
        return Script(cancellationToken);
    }
}
