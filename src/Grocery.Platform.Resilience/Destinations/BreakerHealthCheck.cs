using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Grocery.Platform.Resilience.Destinations;

/// <summary>Is degraded while a breaker rejects the calls to a destination.</summary>
internal sealed class BreakerHealthCheck(KnownDestinations destinations) : IHealthCheck
{
    public const string Name = "circuit-breakers";

    private const int MostNames = 10;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var rejecting = destinations.All
            .Where(destination => destination.Breaker.IsRejecting)
            .Select(destination => destination.Name)
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ToArray();
        return Task.FromResult(rejecting.Length == 0
            ? HealthCheckResult.Healthy()
            : new HealthCheckResult(context.Registration.FailureStatus, Describe(rejecting)));
    }

    private static string Describe(string[] destinations)
    {
        var named = string.Join(", ", destinations.Take(MostNames));
        return destinations.Length <= MostNames ? $"open: {named}" : $"open: {named} and {destinations.Length - MostNames} more";
    }
}
