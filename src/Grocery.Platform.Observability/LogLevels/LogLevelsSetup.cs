using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Observability.LogLevels;

/// <summary>Registers <c>/loggers</c> and the levels that it sets.</summary>
internal static class LogLevelsSetup
{
    public static void AddLogLevels(this IServiceCollection services)
    {
        services.TryAddSingleton<LevelOverrides>();
        services.TryAddSingleton<LoggersEndpoint>();
        services.AddSingleton<IOptionsChangeTokenSource<LoggerFilterOptions>>(provider => provider.GetRequiredService<LevelOverrides>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<LogLevelOverrideOptions>, LogLevelOverrideOptionsValidator>());
        services.AddPlatformEndpoint(CreateEndpoint);
        services.AddPlatformFeature("loggers", $"{LogLevelOverrideOptions.Section}:{nameof(LogLevelOverrideOptions.Enabled)}", IsOn);
    }

    private static PlatformEndpoint CreateEndpoint(IServiceProvider services) =>
        new("/loggers", EndpointPlacement.ManagementPortIfSet, services.GetRequiredService<LoggersEndpoint>().AnswerAsync)
        {
            Enabled = IsOn(services),
            Methods = ["GET", "HEAD", "PUT"],
        };

    private static bool IsOn(IServiceProvider services) =>
        services.GetRequiredService<IOptions<LoggingOptions>>().Value.Enabled
        && services.GetRequiredService<IOptions<LogLevelOverrideOptions>>().Value.Enabled;
}
