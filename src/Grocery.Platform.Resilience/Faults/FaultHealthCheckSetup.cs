using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Resilience.Faults;

/// <summary>Adds the check to those of the service where faults are switched on, as a soft dependency.</summary>
internal sealed class FaultHealthCheckSetup(IOptions<FaultOptions> faults) : IConfigureOptions<HealthCheckServiceOptions>
{
    public void Configure(HealthCheckServiceOptions options)
    {
        if (!faults.Value.Enabled)
            return;

        options.Registrations.Add(new HealthCheckRegistration(
            FaultHealthCheck.Name,
            static services => new FaultHealthCheck(services.GetRequiredService<FaultRules>(), services.GetRequiredService<FaultPolicy>()),
            HealthStatus.Degraded,
            tags: null));
    }
}
