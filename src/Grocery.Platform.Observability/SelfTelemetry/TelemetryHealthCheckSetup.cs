using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Observability.SelfTelemetry;

/// <summary>
/// Adds the check to those of the service, whoever runs them: with the failure status Degraded, by which it is a soft dependency.
/// </summary>
internal sealed class TelemetryHealthCheckSetup(IOptions<SelfTelemetryOptions> selfTelemetry) : IConfigureOptions<HealthCheckServiceOptions>
{
    public void Configure(HealthCheckServiceOptions options)
    {
        if (!selfTelemetry.Value.Enabled)
            return;

        options.Registrations.Add(new HealthCheckRegistration(
            TelemetryHealthCheck.Name,
            services => ActivatorUtilities.CreateInstance<TelemetryHealthCheck>(services),
            HealthStatus.Degraded,
            tags: null));
    }
}
