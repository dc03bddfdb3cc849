using Grocery.Platform.Config.Flags.Definitions;
using Grocery.Platform.Config.Flags.Evaluation;
using Grocery.Platform.Config.Flags.Lifecycle;
using Grocery.Platform.Config.Flags.Operation;
using Grocery.Platform.Config.Flags.Requests;
using Grocery.Platform.Config.Flags.Rules;
using Grocery.Platform.Config.Flags.Telemetry;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Options;
using Microsoft.FeatureManagement;
using Microsoft.FeatureManagement.FeatureFilters;

namespace Grocery.Platform.Config.Flags;

/// <summary>Registers Microsoft.FeatureManagement, with evaluation by rules in front of it.</summary>
internal static class FeatureFlags
{
    /// <summary>The category of all that is logged about flags.</summary>
    public const string Category = "Grocery.Platform.Config.Flags";

    private const string Key = $"{FlagsOptions.Section}:{nameof(FlagsOptions.Enabled)}";

    public static void AddFeatureFlags(this IServiceCollection services)
    {
        // A team that added it before has chosen its lifetime and its source of flags; a second, different one would throw.
        if (services.Any(service => service.ServiceType == typeof(IFeatureManager)))
            return;

        services.AddRules();
        services.TryAddSingleton<RequestUsers>();
        services.TryAddSingleton(provider => CreateFlags(provider, null));
        services.TryAddSingleton<IFeatureManager>(provider => provider.GetRequiredService<PlatformFlags>());
        services.TryAddSingleton<IVariantFeatureManager>(provider => provider.GetRequiredService<PlatformFlags>());
        services.TryAddScoped(static provider => new FlagScope(provider.GetRequiredService<LiveFlags>(), null));
        services.TryAddScoped<IFeatureManagerSnapshot>(provider => CreateFlags(provider, provider.GetRequiredService<FlagScope>()));
        services.TryAddScoped<IVariantFeatureManagerSnapshot>(provider => CreateFlags(provider, provider.GetRequiredService<FlagScope>()));

        services.AddFeatureManagement().WithTargeting<RequestUsers>().AddFeatureFilter<StickyPercentageFilter>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IStartupFilter, FlagStartupFilter>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHttpMessageHandlerBuilderFilter, UserBaggageFilter>());
        services.AddFlagOperation();
    }

    /// <summary>The line of the boot report, by what was registered.</summary>
    public static PlatformFeature Describe(IServiceProvider services, bool isAdded)
    {
        var reason = services.GetRequiredService<IOptions<FlagsOptions>>().Value.Enabled != isAdded
            ? "changed only after AddPlatformConfig() had run"
            : services.GetRequiredService<IConfiguration>()[Key] is null ? "not set; default true" : "configured";
        return new PlatformFeature("feature-flags", isAdded, Key, reason);
    }

    private static PlatformFlags CreateFlags(IServiceProvider services, FlagScope? scope) =>
        new(services.GetRequiredService<FlagEvaluator>(), services.GetRequiredService<MicrosoftFlags>(), scope);

    private static void AddRules(this IServiceCollection services)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<FlagsOptions>, FlagsOptionsValidator>());
        services.TryAddSingleton<FilterCatalog>();
        services.TryAddSingleton<DefinitionReader>();
        services.TryAddSingleton<RuleCompiler>();
        services.TryAddSingleton<EvaluationCounts>();
        services.TryAddSingleton<UnknownFlags>();
        services.TryAddSingleton<FlagOverrides>();
        services.TryAddSingleton(provider => new UserBuckets(provider.GetRequiredService<IOptions<TargetingEvaluationOptions>>().Value.IgnoreCase));
        services.TryAddSingleton<LiveFlags>();
        services.TryAddSingleton<FlagEvaluator>();
        services.TryAddSingleton<MicrosoftFlags>();
        services.TryAddSingleton<IFeatureDefinitionProvider>(provider => new PinnedDefinitions(
            new Lazy<LiveFlags>(provider.GetRequiredService<LiveFlags>), new Lazy<FilterCatalog>(provider.GetRequiredService<FilterCatalog>)));
    }

    private static void AddFlagOperation(this IServiceCollection services)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, FlagMetrics>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, ExpiryWatch>());
        services.TryAddSingleton<FlagsReport>();
        services.TryAddSingleton<FlagsEndpoint>();
        services.AddPlatformEndpoint(static provider => new PlatformEndpoint(
            "/flags", EndpointPlacement.ManagementPortIfSet, provider.GetRequiredService<FlagsEndpoint>().AnswerAsync)
        {
            Methods = [HttpMethods.Get, HttpMethods.Head, HttpMethods.Put],
        });
    }
}
