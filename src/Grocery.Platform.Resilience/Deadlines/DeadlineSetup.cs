using Grocery.Platform.Resilience.Routing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Resilience.Deadlines;

/// <summary>Registers the deadlines of requests.</summary>
internal static class DeadlineSetup
{
    public static IServiceCollection AddDeadlines(this IServiceCollection services)
    {
        services.AddPlatformOptions<DeadlineOptions>(DeadlineOptions.Section, static (section, options) => section.Bind(options));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<DeadlineOptions>, DeadlineOptionsValidator>());
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<DeadlineMetrics>();
        services.TryAddSingleton<DeadlineReport>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IStartupFilter, DeadlineStartupFilter>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IExceptionHandler, DeadlineExceptionHandler>());
        services.AddRoutedMiddleware(static app =>
        {
            if (IsOn(app.ApplicationServices))
                app.UseMiddleware<EndpointDeadlineMiddleware>();
        });
        services.AddPlatformFeature(
            "deadlines",
            $"{DeadlineOptions.Section}:{nameof(DeadlineOptions.Enabled)}",
            static provider => IsOn(provider) && provider.GetRequiredService<IOptions<DeadlineOptions>>().Value.Enabled);
        return services;
    }

    private static bool IsOn(IServiceProvider services) => services.GetRequiredService<IOptions<ResilienceOptions>>().Value.Enabled;
}
