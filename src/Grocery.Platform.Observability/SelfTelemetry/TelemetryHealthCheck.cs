using Grocery.Platform.Observability.Logging;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Observability.SelfTelemetry;

/// <summary>Is degraded while telemetry is lost. The service works without it, so it never turns readiness.</summary>
internal sealed class TelemetryHealthCheck(TelemetryExports exports, LogMetrics logs, IOptions<SelfTelemetryOptions> options) : IHealthCheck
{
    public const string Name = "telemetry";

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var troubles = exports.All.Select(signal => signal.DescribeTrouble(options.Value.DegradedAfter)).Append(DescribeLogs()).OfType<string>();
        var description = string.Join("; ", troubles);
        return Task.FromResult(description.Length == 0
            ? HealthCheckResult.Healthy()
            : new HealthCheckResult(context.Registration.FailureStatus, description));
    }

    private string? DescribeLogs() => logs.LostReason is { } reason ? $"logs: lines dropped in the last minute ({reason})" : null;
}
