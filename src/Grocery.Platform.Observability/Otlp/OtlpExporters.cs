using System.Diagnostics;
using Grocery.Platform.Observability.Metrics;
using Grocery.Platform.Observability.Redaction;
using Grocery.Platform.Observability.SelfTelemetry;
using Grocery.Platform.Observability.Tracing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;

namespace Grocery.Platform.Observability.Otlp;

/// <summary>Makes the exporters of traces and metrics, each with the queue or the timer that feeds it.</summary>
internal static class OtlpExporters
{
    // The defaults of the OpenTelemetry environment variable specification; the SDK leaves them to each exporter.
    private const int MetricIntervalMilliseconds = 60_000;
    private const int MetricTimeoutMilliseconds = 30_000;

    public static BaseProcessor<Activity> CreateTraceProcessor(IServiceProvider services)
    {
        var options = ExporterOptions(services, OtlpSignal.Traces);
        var exports = services.GetRequiredService<TelemetryExports>().Traces;
        exports.Begin(options.Endpoint);
        var queue = exports.BeginQueue(options.BatchExportProcessorOptions.MaxQueueSize);
        return new TraceExportProcessor(
            new TraceExporter(options, exports, queue),
            options.BatchExportProcessorOptions,
            queue,
            services.GetRequiredService<SpanRedactor>(),
            services.GetRequiredService<TracingMetrics>());
    }

    public static MetricReader CreateMetricReader(IServiceProvider services)
    {
        var reader = services.GetRequiredService<IOptionsMonitor<MetricReaderOptions>>().Get(OtlpSignal.Metrics.OptionsName);
        var timer = reader.PeriodicExportingMetricReaderOptions;
        var options = ExporterOptions(services, OtlpSignal.Metrics);
        var exports = services.GetRequiredService<TelemetryExports>().Metrics;
        exports.Begin(options.Endpoint);
        var periodic = new PeriodicExportingMetricReader(
            new MetricExporter(options, exports, services.GetRequiredService<OverflowMetrics>()),
            timer.ExportIntervalMilliseconds ?? MetricIntervalMilliseconds,
            timer.ExportTimeoutMilliseconds ?? MetricTimeoutMilliseconds)
        {
            TemporalityPreference = reader.TemporalityPreference,
        };
        HistogramAggregation.Copy(reader, periodic);
        return periodic;
    }

    private static OtlpExporterOptions ExporterOptions(IServiceProvider services, OtlpSignal signal) =>
        services.GetRequiredService<IOptionsMonitor<OtlpExporterOptions>>().Get(signal.OptionsName);
}
