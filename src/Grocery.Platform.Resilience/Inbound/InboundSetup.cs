using Grocery.Platform.Resilience.Routing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Resilience.Inbound;

/// <summary>Registers inbound protection.</summary>
internal static class InboundSetup
{
    public static IServiceCollection AddInboundProtection(this IServiceCollection services)
    {
        services.AddPlatformOptions<InboundOptions>(InboundOptions.Section, static (section, options) => section.Bind(options));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<InboundOptions>, InboundOptionsValidator>());
        services.TryAddSingleton<InboundLimiter>();
        services.TryAddSingleton<InboundQueue>();
        services.TryAddSingleton<InboundMetrics>();
        services.TryAddSingleton<SheddingWatch>();
        services.AddRoutedMiddleware(static app =>
        {
            if (IsEnabled(app.ApplicationServices))
                app.UseMiddleware<InboundMiddleware>();
        });
        return services.AddPlatformFeature(
            "inbound-protection", $"{InboundOptions.Section}:{nameof(InboundOptions.Enabled)}", IsEnabled);
    }

    private static bool IsEnabled(IServiceProvider services) =>
        services.GetRequiredService<IOptions<ResilienceOptions>>().Value.Enabled
        && services.GetRequiredService<IOptions<InboundOptions>>().Value.Enabled;
}
