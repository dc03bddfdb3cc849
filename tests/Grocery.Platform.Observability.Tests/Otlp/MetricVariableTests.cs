using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Sockets;
using Grocery.Platform.TestSupport;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;

namespace Grocery.Platform.Observability.Tests.Otlp;

/// <summary>What each variable of the OpenTelemetry specification does to metrics, seen at the wire.</summary>
public sealed class MetricVariableTests
{
    private const string Temporality = "OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE";
    private const string Aggregation = "OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION";
    private const string Filter = "OTEL_METRICS_EXEMPLAR_FILTER";

    private const int Delta = 1;
    private const int Cumulative = 2;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, Cumulative, Cumulative, Cumulative, Cumulative)]
    [InlineData("cumulative", Cumulative, Cumulative, Cumulative, Cumulative)]
    [InlineData("delta", Delta, Delta, Cumulative, Delta)]
    [InlineData("LowMemory", Delta, Cumulative, Cumulative, Delta)]
    public async Task The_temporality_is_as_preferred(string? value, int counter, int observed, int level, int histogram)
    {
        var metrics = await ExportAsync((Temporality, value));

        Assert.Equal(counter, metrics["wire.counter"].Temporality);
        Assert.Equal(observed, metrics["wire.observed"].Temporality);
        Assert.Equal(level, metrics["wire.level"].Temporality);
        Assert.Equal(histogram, metrics["wire.histogram"].Temporality);
    }

    [Theory]
    [InlineData(null, OtlpMetricKind.Histogram)]
    [InlineData("explicit_bucket_histogram", OtlpMetricKind.Histogram)]
    [InlineData("base2_exponential_bucket_histogram", OtlpMetricKind.ExponentialHistogram)]
    public async Task The_default_aggregation_of_histograms_is_as_preferred(string? value, OtlpMetricKind kind)
    {
        var metrics = await ExportAsync((Aggregation, value), ("Platform:Observability:Metrics:Histograms:wire.edges", "1, 2"));

        Assert.Equal(kind, metrics["wire.histogram"].Kind);
        Assert.Equal(1, Assert.Single(metrics["wire.histogram"].Points).Count);
        Assert.Equal(OtlpMetricKind.Histogram, metrics["wire.edges"].Kind);
        Assert.Equal([1d, 2d], Assert.Single(metrics["wire.edges"].Points).Edges);
    }

    [Theory]
    [InlineData(null, true, false)]
    [InlineData("trace_based", true, false)]
    [InlineData("always_off", false, false)]
    [InlineData("always_on", true, true)]
    public async Task Exemplars_are_kept_by_the_filter(string? value, bool withinTrace, bool outside)
    {
        var metrics = await ExportAsync((Filter, value));

        var point = Assert.Single(metrics["wire.counter"].Points);
        Assert.Equal(withinTrace ? 1 : 0, point.ExemplarTraces.Count);
        Assert.All(point.ExemplarTraces, trace => Assert.Equal(32, trace.Length));
        Assert.Equal(outside ? 1 : 0, Assert.Single(metrics["wire.level"].Points).ExemplarTraces.Count);
    }

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", null)]
    [InlineData("OTEL_METRICS_EXPORTER", "otlp")]
    [InlineData("OTEL_METRICS_EXPORTER", "otlp,prometheus")]
    public async Task Metrics_are_exported(string key, string? value) => Assert.NotEmpty(await ExportAsync((key, value)));

    [Theory]
    [InlineData("OTEL_METRICS_EXPORTER", "none")]
    [InlineData("OTEL_METRICS_EXPORTER", "prometheus")]
    [InlineData("OTEL_SDK_DISABLED", "true")]
    public async Task Metrics_are_not_exported(string key, string value) => Assert.Empty(await ExportAsync((key, value)));

    [Fact]
    public async Task The_resource_has_the_variables_and_the_common_tags()
    {
        var metrics = await ExportAsync(
            ("OTEL_SERVICE_NAME", "fruit"), ("OTEL_RESOURCE_ATTRIBUTES", "cloud.region=eu"), ("Platform:Observability:Metrics:Tags:team", "green"));

        var resource = metrics["wire.counter"].Resource;
        Assert.Equal("fruit", resource["service.name"]);
        Assert.Equal("eu", resource["cloud.region"]);
        Assert.Equal("green", resource["team"]);
    }

    [Theory]
    [InlineData("http/protobuf", "OTEL_EXPORTER_OTLP_HEADERS")]
    [InlineData("http/protobuf", "OTEL_EXPORTER_OTLP_METRICS_HEADERS")]
    [InlineData("grpc", "OTEL_EXPORTER_OTLP_HEADERS")]
    [InlineData("grpc", "OTEL_EXPORTER_OTLP_METRICS_HEADERS")]
    public async Task Headers_are_sent(string protocol, string key)
    {
        await using var collector = await OtlpReceiver.StartAsync();

        await ExportAsync(collector, protocol, (key, "api-key=a%20b,tenant=7"));

        var headers = collector.AllRequests.First(request => request.Line.Contains("etrics", StringComparison.Ordinal)).Headers;
        Assert.Equal("a b", headers["api-key"]);
        Assert.Equal("7", headers["tenant"]);
    }

    [Theory]
    [InlineData("http/protobuf", "OTEL_EXPORTER_OTLP_COMPRESSION", "content-encoding")]
    [InlineData("http/protobuf", "OTEL_EXPORTER_OTLP_METRICS_COMPRESSION", "content-encoding")]
    [InlineData("grpc", "OTEL_EXPORTER_OTLP_COMPRESSION", "grpc-encoding")]
    [InlineData("grpc", "OTEL_EXPORTER_OTLP_METRICS_COMPRESSION", "grpc-encoding")]
    public async Task Requests_are_compressed(string protocol, string key, string header)
    {
        await using var collector = await OtlpReceiver.StartAsync();

        var metrics = await ExportAsync(collector, protocol, (key, "gzip"));

        Assert.Equal([3d], metrics["wire.counter"].Values);
        Assert.Equal("gzip", collector.AllRequests.First(request => request.Line.Contains("etrics", StringComparison.Ordinal)).Headers[header]);
    }

    [Fact]
    public async Task The_interval_is_as_set()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        await using var service = await ServiceUnderTest.StartAsync(
            settings: [("OTEL_EXPORTER_OTLP_ENDPOINT", collector.GrpcEndpoint), ("OTEL_METRIC_EXPORT_INTERVAL", "50")]);

        await Eventually.HoldsAsync(() => collector.Requests.Count > 3, "several exports while the service runs");
    }

    [Theory]
    [InlineData("http/protobuf", "OTEL_EXPORTER_OTLP_TIMEOUT")]
    [InlineData("http/protobuf", "OTEL_EXPORTER_OTLP_METRICS_TIMEOUT")]
    [InlineData("grpc", "OTEL_EXPORTER_OTLP_METRICS_TIMEOUT")]
    public async Task An_export_is_given_up_after_the_timeout(string protocol, string key)
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await using var service = await ServiceUnderTest.StartAsync(
            settings: [("OTEL_EXPORTER_OTLP_ENDPOINT", $"http://{silent.LocalEndpoint}"), ("OTEL_EXPORTER_OTLP_PROTOCOL", protocol), (key, "200")]);

        // By default it would take 10 seconds.
        var flush = Task.Run(() => service.App.Services.GetRequiredService<MeterProvider>().ForceFlush(), Stop);
        await flush.WaitAsync(TimeSpan.FromSeconds(7), Stop);
    }

    [Fact]
    public async Task Too_many_series_are_said_also_when_nobody_scrapes()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        using var meter = new Meter("Grocery.Wire");
        await using var service = await ServiceUnderTest.StartAsync(settings:
        [
            ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.GrpcEndpoint),
            ("OTEL_METRIC_EXPORT_INTERVAL", "50"),
            ("Platform:Observability:Metrics:CardinalityLimit", "3"),
        ]);
        var counter = meter.CreateCounter<long>("wire.many");
        for (var i = 0; i < 10; i++)
            counter.Add(1, new KeyValuePair<string, object?>("i", i));

        await Eventually.HoldsAsync(
            () => collector.Metrics.Any(metric => metric.Name == "grocery.metrics.overflow" && metric.Points.Any(
                point => (string)point.Attributes["instrument"] == "wire.many")),
            "the overflow is exported");
    }

    private static async Task<Dictionary<string, OtlpMetric>> ExportAsync(params (string Key, string? Value)[] settings)
    {
        await using var collector = await OtlpReceiver.StartAsync();
        return await ExportAsync(collector, "grpc", settings);
    }

    private static async Task<Dictionary<string, OtlpMetric>> ExportAsync(
        OtlpReceiver collector, string protocol, params (string Key, string? Value)[] settings)
    {
        using var meter = new Meter("Grocery.Wire");
        using var source = new ActivitySource("Grocery.Wire");
        var service = await ServiceUnderTest.StartAsync(settings:
        [
            ("OTEL_EXPORTER_OTLP_ENDPOINT", protocol == "grpc" ? collector.GrpcEndpoint : collector.HttpEndpoint),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", protocol),
            .. settings.Where(setting => setting.Value is not null),
        ]);
        using (source.StartActivity("work"))
            meter.CreateCounter<long>("wire.counter").Add(3);

        meter.CreateObservableCounter("wire.observed", () => 4);
        meter.CreateUpDownCounter<long>("wire.level").Add(5);
        meter.CreateHistogram<double>("wire.histogram").Record(6);
        meter.CreateHistogram<double>("wire.edges").Record(7);
        await service.DisposeAsync().AsTask().WaitAsync(Stop);

        return collector.Metrics.Where(metric => metric.Scope == "Grocery.Wire").ToDictionary(metric => metric.Name);
    }
}
