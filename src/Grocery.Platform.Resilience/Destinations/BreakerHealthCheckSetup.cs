using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Resilience.Destinations;

/// <summary>
/// Adds the check to those of the service, whoever runs them: with the failure status Degraded, by which it is a soft dependency.
/// </summary>
internal sealed class BreakerHealthCheckSetup(IOptions<ResilienceOptions> resilience) : IConfigureOptions<HealthCheckServiceOptions>
{
    public void Configure(HealthCheckServiceOptions options)
    {
        if (!resilience.Value.Enabled)
            return;

        options.Registrations.Add(new HealthCheckRegistration(
            BreakerHealthCheck.Name,
            static services => new BreakerHealthCheck(services.GetRequiredService<KnownDestinations>()),
            HealthStatus.Degraded,
            tags: null));
    }
}
