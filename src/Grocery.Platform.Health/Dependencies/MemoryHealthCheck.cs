using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Grocery.Platform.Health.Dependencies;

/// <summary>Compares the used memory with the limit of the container, or without one with what the garbage collector may use.</summary>
internal sealed class MemoryHealthCheck(MemoryCgroup cgroup, double maximumRatio) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var use = cgroup.Read() ?? new MemoryUse(Environment.WorkingSet, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
        var data = new Dictionary<string, object>
        {
            ["used_bytes"] = use.Used,
            ["limit_bytes"] = use.Limit,
            ["ratio"] = Math.Round(use.Ratio, 3),
        };
        return Task.FromResult(use.Ratio <= maximumRatio
            ? HealthCheckResult.Healthy(data: data)
            : new(context.Registration.FailureStatus, Describe(use), data: data));
    }

    private string Describe(MemoryUse use) => string.Create(
        CultureInfo.InvariantCulture, $"{use.Used} of {use.Limit} bytes are used, a ratio of {use.Ratio:0.000}; at most {maximumRatio} may be");
}
