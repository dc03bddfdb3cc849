using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Grocery.Platform;

/// <summary>Adds what a package of the family says of its own health to the checks of the service, whoever runs them.</summary>
public static class PlatformHealthCheckServiceCollectionExtensions
{
    /// <summary>
    /// Adds a check with the failure status <see cref="HealthStatus.Degraded"/>, by which it is a soft dependency: it tells, and never takes
    /// the service out of rotation.
    /// </summary>
    /// <typeparam name="TCheck">The check; the services give its constructor what it asks for.</typeparam>
    /// <param name="services">The services to add to.</param>
    /// <param name="name">The name of the check, which no other check may have.</param>
    /// <param name="isOn">Says, once the service is built, whether there is the check at all.</param>
    /// <returns><paramref name="services"/>.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is <see langword="null"/> or empty.</exception>
    /// <exception cref="ArgumentNullException">Another argument is <see langword="null"/>.</exception>
    public static IServiceCollection AddPlatformHealthCheck<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)]
    TCheck>(this IServiceCollection services, string name, Func<IServiceProvider, bool> isOn)
        where TCheck : class, IHealthCheck
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(isOn);

        return services.AddSingleton<IConfigureOptions<HealthCheckServiceOptions>>(provider => new ConfigureOptions<HealthCheckServiceOptions>(options =>
        {
            if (isOn(provider))
            {
                options.Registrations.Add(new HealthCheckRegistration(
                    name, static services => ActivatorUtilities.CreateInstance<TCheck>(services), HealthStatus.Degraded, tags: null));
            }
        }));
    }
}
