using Grocery.Platform.Observability.Metrics;
using Grocery.Platform.Observability.Otlp;
using Grocery.Platform.Observability.Redaction;
using Grocery.Platform.Observability.Resources;
using Grocery.Platform.Observability.SelfTelemetry;
using Grocery.Platform.Observability.Tracing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Grocery.Platform.Observability.Telemetry;

/// <summary>Registers the OpenTelemetry SDK with its sources, meters, sampler and exporters.</summary>
internal static class TelemetrySetup
{
    private static readonly string[] Sources = ["Microsoft.AspNetCore", "System.Net.Http", "Npgsql", "Grocery.*"];

    public static void AddTelemetry(this IServiceCollection services)
    {
        services.TryAddSingleton<TelemetrySwitches>();
        services.TryAddSingleton<TelemetryProviders>();
        services.TryAddSingleton<TracingMetrics>();
        services.TryAddSingleton<KeptTraces>();
        services.TryAddSingleton<Redactor>();
        services.TryAddSingleton<SpanRedactor>();
        services.AddHostedService<TelemetryService>();

        new OpenTelemetryBuilder(services)
            .ConfigureResource(ResourceSetup.Configure)
            .WithTracing(_ => services.ConfigureOpenTelemetryTracerProvider(ConfigureTracing))
            .WithMetrics(_ => services.ConfigureOpenTelemetryMeterProvider(MetricsSetup.Configure));
        TelemetryProviders.KeepFailureOf<TracerProvider>(services);
        TelemetryProviders.KeepFailureOf<MeterProvider>(services);
        services.AddResourceDetectors();
        services.AddMetricServices();
        services.AddSelfTelemetry();
        services.AddOtlpExporter();

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TracingOptions>, TracingOptionsValidator>());
        services.AddPlatformFeature(provider => provider.GetRequiredService<TelemetrySwitches>().DescribeTracing());
        services.AddPlatformFeature(provider => provider.GetRequiredService<TelemetrySwitches>().DescribeMetrics());
    }

    private static void ConfigureTracing(IServiceProvider services, TracerProviderBuilder tracing)
    {
        if (!services.GetRequiredService<TelemetrySwitches>().Tracing)
            return;

        tracing.AddSource([.. Sources, .. services.GetRequiredService<IOptions<TracingOptions>>().Value.Sources]);
        tracing.AddProcessor(new ClientSpans());
        tracing.AddProcessor(new RedactionProcessor(services.GetRequiredService<SpanRedactor>()));
        tracing.ConfigureSampler(static (services, sampler) => new TraceSampler(
            services.GetRequiredService<LiveOptions<SamplingOptions>>(), services.GetRequiredService<LiveOptions<KeepOptions>>(), sampler));
    }
}
