using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Observability.Otlp;

/// <summary>Says at start which variables of the OpenTelemetry specification have a value that nothing here understands.</summary>
internal sealed class UnsupportedVariables(IConfiguration configuration, ILogger<UnsupportedVariables> logger) : IHostedService
{
    private static readonly string[] Protocols = ["grpc", "http/protobuf"];
    private static readonly string[] Compressions = ["gzip", "none"];

    private static readonly (string Key, string[] Values)[] Supported =
    [
        ("OTEL_TRACES_EXPORTER", ["otlp", "none"]),
        ("OTEL_METRICS_EXPORTER", ["otlp", "prometheus", "none"]),
        ("OTEL_LOGS_EXPORTER", ["console", "none"]),
        ("OTEL_PROPAGATORS", ["tracecontext", "baggage"]),
        ("OTEL_TRACES_SAMPLER",
            ["always_on", "always_off", "traceidratio", "parentbased_always_on", "parentbased_always_off", "parentbased_traceidratio"]),
        ("OTEL_METRICS_EXEMPLAR_FILTER", ["trace_based", "always_on", "always_off"]),
        ("OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE", ["cumulative", "delta", "lowmemory"]),
        (HistogramAggregation.Variable, ["explicit_bucket_histogram", HistogramAggregation.Exponential]),
        ("OTEL_EXPORTER_OTLP_PROTOCOL", Protocols),
        ("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", Protocols),
        ("OTEL_EXPORTER_OTLP_METRICS_PROTOCOL", Protocols),
        ("OTEL_EXPORTER_OTLP_COMPRESSION", Compressions),
        ("OTEL_EXPORTER_OTLP_TRACES_COMPRESSION", Compressions),
        ("OTEL_EXPORTER_OTLP_METRICS_COMPRESSION", Compressions),
        ("OTEL_EXPORTER_OTLP_INSECURE", ["nothing; the scheme of the endpoint decides"]),
    ];

    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var (key, values) in Supported)
        {
            var configured = (configuration[key] ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            if (!Array.TrueForAll(configured, value => values.Contains(value, StringComparer.OrdinalIgnoreCase)))
                Log.VariableUnsupported(logger, key, configuration[key]!, string.Join(", ", values));
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
