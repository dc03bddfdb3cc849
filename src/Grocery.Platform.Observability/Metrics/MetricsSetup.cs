using System.Diagnostics.Metrics;
using Grocery.Platform.Observability.Otlp;
using Grocery.Platform.Observability.Postgres;
using Grocery.Platform.Observability.Prometheus;
using Grocery.Platform.Observability.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using OpenTelemetry.Metrics;

namespace Grocery.Platform.Observability.Metrics;

/// <summary>Registers what collects metrics, and what answers <c>/metrics</c>.</summary>
internal static class MetricsSetup
{
    private const string ExemplarFilter = "OTEL_METRICS_EXEMPLAR_FILTER";

    // All of ASP.NET Core but what costs each request more than it tells: Microsoft.AspNetCore.MemoryPool measures nine times a request,
    // Microsoft.AspNetCore.Routing once, that a route matched, which the duration of the request says with its route.
    private static readonly string[] Meters =
    [
        "Microsoft.AspNetCore.Hosting",
        "Microsoft.AspNetCore.Server.Kestrel",
        "Microsoft.AspNetCore.Diagnostics",
        "Microsoft.AspNetCore.RateLimiting",
        "Microsoft.AspNetCore.HeaderParsing",
        "Microsoft.AspNetCore.Http.Connections",
        "Microsoft.AspNetCore.Authentication",
        "Microsoft.AspNetCore.Authorization",
        "Microsoft.AspNetCore.Identity",
        "Microsoft.AspNetCore.Components*",
        "System.Net.Http",
        "System.Runtime",
        "Grocery.*",
    ];

    public static void AddMetricServices(this IServiceCollection services)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<MetricsOptions>, MetricsOptionsValidator>());
        services.AddSingleton<OverflowMetrics>();
        services.AddSingleton<CommonTags>();
        services.AddSingleton<PrometheusExporter>();
        services.AddPlatformEndpoint(static provider => new PlatformEndpoint(
            "/metrics", EndpointPlacement.ManagementPortIfSet, provider.GetRequiredService<PrometheusExporter>().AnswerAsync)
        {
            Enabled = provider.GetRequiredService<TelemetrySwitches>().Metrics,
        });
    }

    public static void Configure(IServiceProvider services, MeterProviderBuilder metrics)
    {
        var switches = services.GetRequiredService<TelemetrySwitches>();
        if (!switches.Metrics)
            return;

        var options = services.GetRequiredService<IOptions<MetricsOptions>>().Value;
        var configuration = services.GetRequiredService<IConfiguration>();
        metrics.AddMeter([.. Meters, .. options.Meters]);
        MetricViews.Add(metrics, options, configuration[HistogramAggregation.Variable] == HistogramAggregation.Exponential);
        metrics.ConfigureResource(resource => resource.AddDetector(services.GetRequiredService<CommonTags>()));
        if (FilterOf(options, configuration, switches.Tracing) is { } filter)
            metrics.SetExemplarFilter(filter);
        metrics.AddInstrumentation(() => new NpgsqlMetrics(services.GetRequiredService<IMeterFactory>()));
        metrics.AddReader(new BaseExportingMetricReader(services.GetRequiredService<PrometheusExporter>()));
    }

    // What is set here goes before the variable, which the SDK reads.
    private static ExemplarFilterType? FilterOf(MetricsOptions options, IConfiguration configuration, bool isTracing)
    {
        var isSet = configuration[$"{MetricsOptions.Section}:{nameof(MetricsOptions.Exemplars)}"] is not null;
        if (!isSet && !string.IsNullOrEmpty(configuration[ExemplarFilter]))
            return null;

        return options.Exemplars && isTracing ? ExemplarFilterType.TraceBased : ExemplarFilterType.AlwaysOff;
    }
}
