using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Observability.Logging;

/// <summary>
/// Keeps the logger factory from making a scope of the ids of each activity, which would cost every request some hundred bytes: the
/// platform's lines have the ids anyway. A provider of the service that reads scopes still gets it.
/// </summary>
internal sealed class ActivityScopes(IOptions<LoggingOptions> logging, IServiceProvider services) : IPostConfigureOptions<LoggerFactoryOptions>
{
    private const ActivityTrackingOptions Ids = ActivityTrackingOptions.TraceId | ActivityTrackingOptions.SpanId | ActivityTrackingOptions.ParentId;

    public void PostConfigure(string? name, LoggerFactoryOptions options)
    {
        if (logging.Value.Enabled && !services.GetServices<ILoggerProvider>().Any(IsOfService))
            options.ActivityTrackingOptions &= ~Ids;
    }

    private static bool IsOfService(ILoggerProvider provider) =>
        provider is ISupportExternalScope and not PlatformLoggerProvider && !LogLevelRules.IsSilenced(provider);
}
