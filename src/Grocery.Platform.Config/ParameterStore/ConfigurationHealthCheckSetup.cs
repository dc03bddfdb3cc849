using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Config.ParameterStore;

/// <summary>
/// Adds the check to those of the service when it asked for parameters: with the failure status Degraded, by which it is a soft
/// dependency.
/// </summary>
internal sealed class ConfigurationHealthCheckSetup(ParameterStoreState state, IOptions<ParameterStoreOptions> parameterStore)
    : IConfigureOptions<HealthCheckServiceOptions>
{
    public void Configure(HealthCheckServiceOptions options)
    {
        if (state.Load is null && !parameterStore.Value.Enabled)
            return;

        options.Registrations.Add(new HealthCheckRegistration(
            ConfigurationHealthCheck.Name,
            static services => ActivatorUtilities.CreateInstance<ConfigurationHealthCheck>(services),
            HealthStatus.Degraded,
            tags: null));
    }
}
