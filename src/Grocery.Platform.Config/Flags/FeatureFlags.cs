using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.FeatureManagement;

namespace Grocery.Platform.Config.Flags;

/// <summary>Registers Microsoft.FeatureManagement.</summary>
internal static class FeatureFlags
{
    private const string Key = $"{FlagsOptions.Section}:{nameof(FlagsOptions.Enabled)}";

    public static void Add(IServiceCollection services)
    {
        // A team that added it before has chosen its lifetime and its source of flags; a second, different one would throw.
        if (services.Any(service => service.ServiceType == typeof(IFeatureManager)))
            return;

        services.AddFeatureManagement().WithTargeting();
    }

    /// <summary>The line of the boot report, by what was registered.</summary>
    public static PlatformFeature Describe(IServiceProvider services, bool isAdded)
    {
        var reason = services.GetRequiredService<IOptions<FlagsOptions>>().Value.Enabled != isAdded
            ? "changed only after AddPlatformConfig() had run"
            : services.GetRequiredService<IConfiguration>()[Key] is null ? "not set; default true" : "configured";
        return new PlatformFeature("feature-flags", isAdded, Key, reason);
    }
}
