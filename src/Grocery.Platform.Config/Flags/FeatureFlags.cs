using Microsoft.Extensions.DependencyInjection;
using Microsoft.FeatureManagement;

namespace Grocery.Platform.Config.Flags;

/// <summary>Registers Microsoft.FeatureManagement.</summary>
internal static class FeatureFlags
{
    public static void Add(IServiceCollection services)
    {
        // A team that added it before has chosen its lifetime and its source of flags; a second, different one would throw.
        if (services.Any(service => service.ServiceType == typeof(IFeatureManager)))
            return;

        services.AddFeatureManagement().WithTargeting();
    }
}
