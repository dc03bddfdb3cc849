using Grocery.Platform.Observability;
using Grocery.Platform.Observability.Logging;
using Grocery.Platform.Observability.LogLevels;
using Grocery.Platform.Observability.Prometheus;
using Grocery.Platform.Observability.Requests;
using Grocery.Platform.Observability.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Grocery.Platform;

/// <summary>Adds traces, metrics and JSON logs.</summary>
public static class ObservabilityHostApplicationBuilderExtensions
{
    /// <summary>
    /// Adds traces, metrics with <c>/metrics</c>, and logs as JSON lines on standard output. Traces and metrics are also exported by
    /// OTLP when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is configured. Calling twice equals calling once.
    /// </summary>
    /// <remarks>
    /// The providers of OpenTelemetry are made on other threads from when the host is built, and are there before any hosted service starts.
    /// A service adds its own sources and meters by <c>ConfigureOpenTelemetryTracerProvider</c> and
    /// <c>ConfigureOpenTelemetryMeterProvider</c>; those named <c>Grocery.*</c> are there already.
    /// </remarks>
    /// <typeparam name="TBuilder">The type of the host builder.</typeparam>
    /// <param name="builder">The host builder to add to.</param>
    /// <returns><paramref name="builder"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is <see langword="null"/>.</exception>
    public static TBuilder AddPlatformObservability<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);

        builder.AddServiceIdentity();
        if (builder.Services.Any(service => service.ServiceType == typeof(PrometheusExporter)))
            return builder;

        AddOptions(builder.Services);
        builder.Services.AddTelemetry();
        builder.Services.AddPlatformLogging();
        builder.Services.AddLogLevels();
        builder.Services.AddRequestTelemetry();
        return builder;
    }

    private static void AddOptions(IServiceCollection services)
    {
        services.AddPlatformOptions<TracingOptions>(TracingOptions.Section, static (section, options) => section.Bind(options));
        services.AddPlatformOptions<SamplingOptions>(SamplingOptions.Section, static (section, options) => section.Bind(options));
        services.AddPlatformOptions<KeepOptions>(KeepOptions.Section, static (section, options) => section.Bind(options));
        services.AddPlatformOptions<RequestOptions>(RequestOptions.Section, static (section, options) => section.Bind(options));
        services.AddPlatformOptions<MetricsOptions>(MetricsOptions.Section, static (section, options) => section.Bind(options));
        services.AddPlatformOptions<LoggingOptions>(LoggingOptions.Section, static (section, options) => section.Bind(options));
        services.AddPlatformOptions<LogLevelOverrideOptions>(LogLevelOverrideOptions.Section, static (section, options) => section.Bind(options));
        services.AddPlatformOptions<RedactionOptions>(RedactionOptions.Section, static (section, options) => section.Bind(options));
        services.AddPlatformOptions<SelfTelemetryOptions>(SelfTelemetryOptions.Section, static (section, options) => section.Bind(options));
        services.AddPlatformOptions<ResourceOptions>(ResourceOptions.Section, static (section, options) => section.Bind(options));
        services.AddPlatformOptions<StackTraceOptions>(StackTraceOptions.Section, static (section, options) => section.Bind(options));
        services.AddPlatformOptions<LogBufferOptions>(LogBufferOptions.Section, static (section, options) => section.Bind(options));
        services.AddPlatformOptions<LogFloodOptions>(LogFloodOptions.Section, static (section, options) => section.Bind(options));
        services.AddPlatformOptions<LogWriterOptions>(LogWriterOptions.Section, static (section, options) => section.Bind(options));
    }
}
