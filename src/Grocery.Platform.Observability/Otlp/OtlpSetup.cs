using Grocery.Platform.Observability.SelfTelemetry;
using Grocery.Platform.Observability.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Grocery.Platform.Observability.Otlp;

/// <summary>Registers the OTLP exporters of traces and metrics, which come alive only when the configuration names an endpoint.</summary>
internal static class OtlpSetup
{
    private const Action<OtlpExporterOptions>? AsConfigured = null;

    public static void AddOtlpExporter(this IServiceCollection services)
    {
        services.AddExporterOptions();
        services.Configure(OtlpSignal.Traces);
        services.Configure(OtlpSignal.Metrics);
        services.ConfigureOpenTelemetryTracerProvider((provider, tracing) =>
        {
            if (IsOn(provider, OtlpSignal.Traces, provider.GetRequiredService<TelemetrySwitches>().Tracing))
                tracing.AddProcessor(OtlpExporters.CreateTraceProcessor(provider));
        });
        services.ConfigureOpenTelemetryMeterProvider((provider, metrics) =>
        {
            if (IsOn(provider, OtlpSignal.Metrics, provider.GetRequiredService<TelemetrySwitches>().Metrics))
                metrics.AddReader(OtlpExporters.CreateMetricReader(provider));
        });
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TracingOptions>, OtlpEndpointValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<MetricsOptions>, OtlpEndpointValidator>());
        services.AddHostedService<UnsupportedVariables>();
        services.AddPlatformFeature(Describe);
    }

    // The options read OTEL_* from the configuration only by what AddOtlpExporter registers, together with an exporter, for good.
    // So its options are taken over from a registration elsewhere; whether there is an exporter is known when the host is built.
    private static void AddExporterOptions(this IServiceCollection services)
    {
        var elsewhere = new ServiceCollection();
        elsewhere.ConfigureOpenTelemetryTracerProvider(tracing => tracing.AddOtlpExporter(OtlpSignal.Traces.OptionsName, AsConfigured));
        elsewhere.ConfigureOpenTelemetryMeterProvider(metrics => metrics.AddOtlpExporter(OtlpSignal.Metrics.OptionsName, AsConfigured));

        foreach (var service in elsewhere)
        {
            if (IsOf(service, typeof(IOptionsFactory<>)))
                services.TryAdd(service);
            else if (IsOf(service, typeof(IConfigureOptions<>)))
                services.Add(service);
        }
    }

    private static bool IsOf(ServiceDescriptor service, Type options) =>
        service.ServiceType.IsGenericType && service.ServiceType.GetGenericTypeDefinition() == options;

    private static void Configure(this IServiceCollection services, OtlpSignal signal) =>
        services.AddOptions<OtlpExporterOptions>(signal.OptionsName).Configure<IConfiguration, TelemetryExports>((options, configuration, exports) =>
        {
            signal.Apply(configuration, options);
            OtlpHttpClient.Use(configuration, options, exports.Of(signal).Answer);
        });

    private static bool IsOn(IServiceProvider services, OtlpSignal signal, bool isCollected) =>
        isCollected && signal.IsExported(services.GetRequiredService<IConfiguration>());

    private static PlatformFeature Describe(IServiceProvider services)
    {
        var switches = services.GetRequiredService<TelemetrySwitches>();
        var traces = IsOn(services, OtlpSignal.Traces, switches.Tracing);
        var metrics = IsOn(services, OtlpSignal.Metrics, switches.Metrics);
        var reason = (traces, metrics) switch
        {
            (true, true) => "configured",
            (true, false) => "configured for traces only",
            (false, true) => "configured for metrics only",
            _ => "not set, or nothing to export",
        };
        return new PlatformFeature("otlp", traces || metrics, OtlpSignal.Endpoint, reason);
    }
}
