using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Grocery.Platform.Resilience.Faults;

/// <summary>Tells which rules inject faults, and is degraded while one does in production.</summary>
internal sealed class FaultHealthCheck(FaultRules rules, FaultPolicy policy) : IHealthCheck
{
    public const string Name = "faults";

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var names = string.Join(", ", rules.All.Select(rule => rule.Name));
        if (names.Length == 0)
            return Task.FromResult(HealthCheckResult.Healthy());

        var status = policy.IsProduction ? context.Registration.FailureStatus : HealthStatus.Healthy;
        return Task.FromResult(new HealthCheckResult(status, $"injected on purpose: {names}"));
    }
}
