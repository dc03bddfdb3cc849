using Grocery.Platform.Observability.Logging.Buffering;
using Grocery.Platform.Observability.Logging.Capture;
using Grocery.Platform.Observability.Logging.Floods;
using Grocery.Platform.Observability.Logging.Levels;
using Grocery.Platform.Observability.Logging.Lines;
using Grocery.Platform.Observability.Logging.Output;
using Grocery.Platform.Observability.Logging.Scopes;
using Grocery.Platform.Observability.Logging.SerilogEvents;
using Grocery.Platform.Observability.Logging.Templates;
using Grocery.Platform.Observability.Redaction;
using Grocery.Platform.Observability.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Observability.Logging;

/// <summary>Registers the log: from <see cref="ILogger"/> to lines on standard output.</summary>
internal static class LoggingSetup
{
    public static void AddPlatformLogging(this IServiceCollection services)
    {
        services.AddMetrics();
        services.AddLogging();
        services.TryAddSingleton<LogMetrics>();
        services.TryAddSingleton<Redactor>();
        services.TryAddSingleton(provider => ActivatorUtilities.CreateInstance<LogOutput>(provider, Console.OpenStandardOutput()));
        services.TryAddSingleton<TemplateCache>();
        services.TryAddSingleton<ValueCapture>();
        services.TryAddSingleton<AttributeNames>();
        services.TryAddSingleton<EventCapture>();
        services.TryAddSingleton(CreateFormat);
        services.TryAddSingleton<LineWriter>();
        services.TryAddSingleton<RequestLogMemory>();
        services.TryAddSingleton<RequestLogs>();
        services.TryAddSingleton<FloodLimiter>();
        services.TryAddSingleton<CategoryLevels>();
        services.TryAddSingleton<LogPipeline>();
        services.TryAddSingleton<LineSink>();
        services.TryAddSingleton<SerilogPipeline>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<LoggingOptions>, LoggingOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<LogBufferOptions>, LogBufferOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<LoggerFilterOptions>, LogLevelRules>());
        services.TryAddSingleton(CreateScopes);
        services.AddSingleton<ILoggerProvider>(CreateProvider);
        services.AddPlatformFeature(
            "logging",
            $"{LoggingOptions.Section}:{nameof(LoggingOptions.Enabled)}",
            provider => provider.GetRequiredService<IOptions<LoggingOptions>>().Value.Enabled);
        services.AddPlatformFeature(
            "request-buffer",
            $"{LogBufferOptions.Section}:{nameof(LogBufferOptions.Enabled)}",
            provider => provider.GetRequiredService<IOptions<LogBufferOptions>>().Value.Enabled);
        services.AddPlatformFeature(
            "flood-limiter",
            $"{LogFloodOptions.Section}:{nameof(LogFloodOptions.Enabled)}",
            provider => provider.GetRequiredService<IOptions<LogFloodOptions>>().Value.Enabled);
        services.AddPlatformFeature(
            "redaction",
            $"{RedactionOptions.Section}:{nameof(RedactionOptions.Enabled)}",
            provider => provider.GetRequiredService<IOptions<RedactionOptions>>().Value.Enabled);
    }

    private static ILoggerProvider CreateProvider(IServiceProvider services)
    {
        // The first thing that a host builds is its logger: here invalid options surface, all of them in one exception.
        services.ValidatePlatformOptions();

        // From here on their options are known to be valid, and most of the start is still to come.
        services.GetService<TelemetryProviders>()?.Begin();

        return services.GetRequiredService<IOptions<LoggingOptions>>().Value.Enabled
            ? ActivatorUtilities.CreateInstance<PlatformLoggerProvider>(services)
            : NullLoggerProvider.Instance;
    }

    // None leaves the framework's own in place.
    private static IExternalScopeProvider CreateScopes(IServiceProvider services) =>
        services.GetRequiredService<IOptions<LoggingOptions>>().Value.Enabled ? new LogScopes() : null!;

    private static LineFormat CreateFormat(IServiceProvider services)
    {
        var logging = services.GetRequiredService<IOptions<LoggingOptions>>().Value;
        var stackTrace = services.GetRequiredService<IOptions<StackTraceOptions>>().Value;
        var isText = logging.Format is LogFormat.Text
            || (logging.Format is null && services.GetRequiredService<IHostEnvironment>().IsDevelopment());

        return isText
            ? new TextLineFormat(Terminal.HasColours, stackTrace, services.GetRequiredService<TimeProvider>().LocalTimeZone)
            : new JsonLineFormat(logging, stackTrace, services.GetRequiredService<ServiceIdentity>());
    }
}
