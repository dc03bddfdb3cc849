using System.Diagnostics;
using System.Diagnostics.Metrics;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Grocery.AppHost.Tests.Telemetry;

/// <summary>A process as far as its telemetry goes: the real SDK and the real exporter, under a service's name.</summary>
internal sealed class ExportingService : IDisposable
{
    private readonly TracerProvider _tracing;
    private readonly MeterProvider _metering;
    private readonly Meter _meter;
    private readonly ActivitySource _source;

    public ExportingService(Uri endpoint, string name, string instance, double[]? bounds = null)
    {
        var unique = Guid.NewGuid().ToString();
        (_meter, _source) = (new Meter(unique), new ActivitySource(unique));
        var resource = ResourceBuilder.CreateEmpty().AddService(name, serviceInstanceId: instance);
        _tracing = Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(resource)
            .AddSource(unique)
            .AddOtlpExporter(options => Configure(options, new Uri(endpoint, "/v1/traces")))
            .Build();
        _metering = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource)
            .AddMeter(unique)
            .AddView("http.server.request.duration", new ExplicitBucketHistogramConfiguration { Boundaries = bounds ?? [0.01, 0.1, 1] })
            .AddOtlpExporter((options, reader) =>
            {
                Configure(options, new Uri(endpoint, "/v1/metrics"));
                reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = Timeout.Infinite;
            })
            .Build();
        Requests = _meter.CreateHistogram<double>("http.server.request.duration", "s");
        Orders = _meter.CreateCounter<long>("shop.orders.created");
        Baskets = _meter.CreateHistogram<double>("shop.basket.value", "EUR");
    }

    public Histogram<double> Requests { get; }

    public Counter<long> Orders { get; }

    public Histogram<double> Baskets { get; }

    public Activity Start(string name, ActivityKind kind, ActivityContext parent = default) =>
        _source.StartActivity(name, kind, parent) ?? throw new InvalidOperationException("Nothing listens.");

    public void Answer(double seconds, int status) =>
        Requests.Record(seconds, new KeyValuePair<string, object?>("http.response.status_code", status));

    public void Flush()
    {
        _tracing.ForceFlush();
        _metering.ForceFlush();
    }

    public void Dispose()
    {
        _tracing.Dispose();
        _metering.Dispose();
        _meter.Dispose();
        _source.Dispose();
    }

    private static void Configure(OtlpExporterOptions options, Uri endpoint)
    {
        options.Protocol = OtlpExportProtocol.HttpProtobuf;
        options.Endpoint = endpoint;
    }
}
