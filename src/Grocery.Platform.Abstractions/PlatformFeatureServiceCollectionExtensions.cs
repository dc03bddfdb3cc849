using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Grocery.Platform;

/// <summary>Adds lines to the boot report.</summary>
public static class PlatformFeatureServiceCollectionExtensions
{
    /// <summary>Reports a feature that a switch in the configuration turns on or off.</summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="name">The feature, such as <c>metrics</c>.</param>
    /// <param name="key">The key of the switch, such as <c>Platform:Observability:Metrics:Enabled</c>.</param>
    /// <param name="isOn">Reads the validated switch.</param>
    /// <returns><paramref name="services"/>.</returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    public static IServiceCollection AddPlatformFeature(
        this IServiceCollection services, string name, string key, Func<IServiceProvider, bool> isOn)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(isOn);

        return services.AddPlatformFeature(provider =>
        {
            var on = isOn(provider);
            var isSet = provider.GetRequiredService<IConfiguration>()[key] is not null;
            return new PlatformFeature(name, on, key, isSet ? "configured" : $"not set; default {(on ? "true" : "false")}");
        });
    }

    /// <summary>Reports a feature that is decided by more than one switch.</summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="describe">Describes the feature once the service is built.</param>
    /// <returns><paramref name="services"/>.</returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    public static IServiceCollection AddPlatformFeature(this IServiceCollection services, Func<IServiceProvider, PlatformFeature> describe)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(describe);

        return services.AddSingleton(describe);
    }
}
