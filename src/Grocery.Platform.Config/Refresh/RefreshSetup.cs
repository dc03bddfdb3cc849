using Grocery.Platform.Config.Sources;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Config.Refresh;

/// <summary>Registers what reads the sources again.</summary>
internal static class RefreshSetup
{
    public static void AddRefresh(this IServiceCollection services)
    {
        services.AddSingleton(provider => new RefreshSchedule(provider.GetRequiredService<ServiceIdentity>().Instance, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<SourceReloads>();
        services.AddSingleton<ConfigurationRefresher>();
        services.AddSingleton<IConfigurationRefresher>(static provider => provider.GetRequiredService<ConfigurationRefresher>());
        services.AddSingleton<IHostedService>(static provider => provider.GetRequiredService<ConfigurationRefresher>());
        services.AddPlatformFeature(Describe);
        services.AddPlatformHealthCheck<ConfigurationHealthCheck>(ConfigurationHealthCheck.Name, static provider =>
            provider.GetRequiredService<SourceSet>().FirstLoad is not null
            || SourceSwitch.FindTooLate(provider).Any());
    }

    private static PlatformFeature Describe(IServiceProvider services)
    {
        const string key = $"{RefreshOptions.Section}:{nameof(RefreshOptions.Enabled)}";
        var options = services.GetRequiredService<IOptions<RefreshOptions>>().Value;
        if (services.GetRequiredService<SourceSet>().Sources.Count == 0)
            return new PlatformFeature("configuration-refresh", false, key, "there is no source to read again");

        return new PlatformFeature(
            "configuration-refresh",
            options.Enabled,
            key,
            options.Enabled ? $"every {options.Period:c}, at most {options.MaxRequestsPerMinute} requests a minute" : "configured");
    }
}
