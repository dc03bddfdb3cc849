using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using OpenTelemetry.Resources;

namespace Grocery.Platform.Observability.Resources;

/// <summary>Registers what spans and metrics say about where they come from.</summary>
internal static class ResourceSetup
{
    public static void AddResourceDetectors(this IServiceCollection services)
    {
        services.TryAddSingleton(new SystemFiles(""));
        services.TryAddSingleton<EcsMetadata>();
        services.TryAddSingleton<HostDetector>();
        services.TryAddSingleton<ProcessDetector>();
        services.TryAddSingleton<ContainerDetector>();
        services.TryAddSingleton<KubernetesDetector>();
        services.TryAddSingleton<EcsDetector>();
        services.TryAddSingleton<DetectedResource>();
        services.AddPlatformFeature(
            "resource",
            $"{ResourceOptions.Section}:{nameof(ResourceOptions.Enabled)}",
            provider => provider.GetRequiredService<IOptions<ResourceOptions>>().Value.Enabled);
    }

    // The later goes before the earlier, and an operator's variables before what was detected.
    public static void Configure(ResourceBuilder resource) => resource
        .AddDetector(services => services.GetRequiredService<DetectedResource>())
        .AddEnvironmentVariableDetector()
        .AddDetector(services => new IdentityDetector(services.GetRequiredService<ServiceIdentity>()));
}
