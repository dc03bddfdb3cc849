using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Grocery.Platform.Drills.TestApp;

/// <summary>Calls the dependency once a run, without the retries of the platform's clients.</summary>
internal sealed class DependencyHealthCheck(Uri address) : IHealthCheck
{
    private static readonly HttpClient Client = new();

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        using var response = await Client.GetAsync(address, cancellationToken);
        return response.IsSuccessStatusCode ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy();
    }
}
