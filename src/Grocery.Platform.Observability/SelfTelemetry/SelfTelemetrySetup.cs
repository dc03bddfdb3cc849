using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Observability.SelfTelemetry;

/// <summary>Registers what watches the telemetry itself.</summary>
internal static class SelfTelemetrySetup
{
    public static void AddSelfTelemetry(this IServiceCollection services)
    {
        services.TryAddSingleton<TelemetryExports>();
        services.AddPlatformHealthCheck<TelemetryHealthCheck>(
            TelemetryHealthCheck.Name, static provider => provider.GetRequiredService<IOptions<SelfTelemetryOptions>>().Value.Enabled);
        services.AddPlatformFeature(
            "self-telemetry",
            $"{SelfTelemetryOptions.Section}:{nameof(SelfTelemetryOptions.Enabled)}",
            provider => provider.GetRequiredService<IOptions<SelfTelemetryOptions>>().Value.Enabled);
    }
}
