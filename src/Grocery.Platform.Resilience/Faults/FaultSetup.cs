using Grocery.Platform.Resilience.Routing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Resilience.Faults;

/// <summary>Registers the injection of faults, and <c>/resilience/faults</c>.</summary>
internal static class FaultSetup
{
    public static void AddFaults(this IServiceCollection services)
    {
        services.AddPlatformOptions<FaultOptions>(FaultOptions.Section, static (section, options) => section.Bind(options));
        services.AddNamedPlatformOptions<FaultRuleOptions>(
            FaultRuleOptions.Section, FaultRuleOptions.RulesSection, static (section, options) => section.Bind(options));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<FaultRuleOptions>, FaultRuleNameSetup>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<FaultOptions>, FaultOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<FaultRuleOptions>, FaultRuleOptionsValidator>());
        services.TryAddSingleton(new FaultDice(Random.Shared.NextDouble));
        services.TryAddSingleton<FaultPolicy>();
        services.TryAddSingleton<FaultRules>();
        services.TryAddSingleton<FaultTelemetry>();
        services.TryAddSingleton<FaultInjector>();
        services.TryAddSingleton<FaultsEndpoint>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, FaultAlarm>());
        services.AddPlatformHealthCheck<FaultHealthCheck>(FaultHealthCheck.Name, IsOn);
        services.AddPlatformEndpoint(CreateEndpoint);
        services.AddRoutedMiddleware(static app =>
        {
            if (IsOn(app.ApplicationServices))
                app.UseMiddleware<FaultMiddleware>();
        });
        services.AddPlatformFeature("faults", $"{FaultOptions.Section}:{nameof(FaultOptions.Enabled)}", IsOn);
    }

    private static PlatformEndpoint CreateEndpoint(IServiceProvider services) =>
        new("/resilience/faults", EndpointPlacement.ManagementPortIfSet, services.GetRequiredService<FaultsEndpoint>().AnswerAsync)
        {
            Enabled = IsOn(services),
            Methods = ["GET", "HEAD", "PUT"],
        };

    private static bool IsOn(IServiceProvider services) =>
        services.GetRequiredService<IOptions<ResilienceOptions>>().Value.Enabled && services.GetRequiredService<IOptions<FaultOptions>>().Value.Enabled;
}
