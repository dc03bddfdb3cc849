using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Serilog;
using Serilog.Configuration;
using Serilog.Core;

namespace Grocery.Platform.Observability.Logging;

/// <summary>Registers the Serilog pipeline with the JSON lines as its first sink.</summary>
internal static class LoggingSetup
{
    // Serilog follows any object graph 10 levels deep and any list to its end, be it endless.
    private const int DeepestCapture = 6;
    private const int LongestCapture = 100;

    public static void AddJsonLogging(this IServiceCollection services)
    {
        services.AddMetrics();
        services.AddLogging();
        services.TryAddSingleton<LogMetrics>();
        services.TryAddSingleton(provider => new LogOutput(Console.OpenStandardOutput(), provider.GetRequiredService<LogMetrics>()));
        services.TryAddSingleton<JsonLineSink>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<LoggerFilterOptions>, LogLevelRules>());
        services.AddSingleton<ILoggerProvider>(CreateProvider);
        services.AddPlatformFeature(
            "logging",
            $"{LoggingOptions.Section}:{nameof(LoggingOptions.Enabled)}",
            provider => provider.GetRequiredService<IOptions<LoggingOptions>>().Value.Enabled);
    }

    private static ILoggerProvider CreateProvider(IServiceProvider services)
    {
        // The first thing that a host builds is its logger: here invalid options surface, all of them in one exception.
        services.ValidatePlatformOptions();

        return services.GetRequiredService<IOptions<LoggingOptions>>().Value.Enabled
            ? new PlatformLoggerProvider(CreateLogger(services))
            : NullLoggerProvider.Instance;
    }

    private static Logger CreateLogger(IServiceProvider services)
    {
        var pipeline = new LoggerConfiguration()
            .MinimumLevel.Verbose()
            .Destructure.ToMaximumDepth(DeepestCapture)
            .Destructure.ToMaximumCollectionCount(LongestCapture)
            .Enrich.FromLogContext()
            .Enrich.With([.. services.GetServices<ILogEventEnricher>(), new CaptureMark()])
            .WriteTo.Sink(services.GetRequiredService<JsonLineSink>());

        foreach (var sink in services.GetServices<ILogEventSink>())
            pipeline.WriteTo.Sink(sink);

        ReadSerilogSection(pipeline.ReadFrom, services.GetRequiredService<IConfiguration>());
        return pipeline.CreateLogger();
    }

    private static void ReadSerilogSection(LoggerSettingsConfiguration settings, IConfiguration configuration)
    {
        if (configuration.GetSection(ConfigurationLoggerConfigurationExtensions.DefaultSectionName).Exists())
            settings.Configuration(configuration);
    }
}
