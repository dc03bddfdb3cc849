using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Sockets;
using Grocery.Platform.TestSupport;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Grocery.Platform.Observability.Tests.Otlp;

public sealed class OtlpExportTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("http/protobuf")]
    [InlineData("grpc")]
    public async Task Spans_and_metrics_arrive_at_a_collector_with_the_identity(string protocol)
    {
        await using var collector = await OtlpReceiver.StartAsync();
        using var meter = new Meter("Grocery.Team");
        var service = await StartAsync(
            ("OTEL_EXPORTER_OTLP_ENDPOINT", protocol == "grpc" ? collector.GrpcEndpoint : collector.HttpEndpoint),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", protocol),
            ("OTEL_RESOURCE_ATTRIBUTES", "cloud.region=eu-central-1"),
            ("Platform:Service:Name", "products"),
            ("Platform:Service:Version", "1.2.3"),
            ("Platform:Service:Environment", "staging"),
            ("Platform:Service:Instance", "pod-7"));

        meter.CreateCounter<long>("team.orders", "{order}").Add(3);
        await service.Client.GetAsync(new Uri("/products/1", UriKind.Relative), Stop);
        await service.DisposeAsync();

        var span = Assert.Single(collector.Spans, span => span is { Kind: 2, Name: "GET /products/{id}" });
        Assert.Equal("Microsoft.AspNetCore", span.Scope);
        Assert.Equal(200L, span.Attributes["http.response.status_code"]);
        Assert.Equal("products", span.Resource["service.name"]);
        Assert.Equal("1.2.3", span.Resource["service.version"]);
        Assert.Equal("staging", span.Resource["deployment.environment.name"]);
        Assert.Equal("pod-7", span.Resource["service.instance.id"]);
        Assert.Equal("eu-central-1", span.Resource["cloud.region"]);
        var metric = Assert.Single(collector.Metrics, metric => metric.Name == "team.orders");
        Assert.Equal([3d], metric.Values);
        Assert.Equal("products", metric.Resource["service.name"]);
        Assert.Contains(collector.Metrics, metric => metric.Name == "http.server.request.duration");
    }

    [Fact]
    public async Task A_signal_can_have_an_endpoint_of_its_own()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        var service = await StartAsync(
            ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", collector.HttpEndpoint + "/only/traces"),
            ("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "http/protobuf"));

        await service.Client.GetAsync(new Uri("/products/1", UriKind.Relative), Stop);
        await service.DisposeAsync();

        Assert.Equal("application/x-protobuf /only/traces", Assert.Single(collector.Requests.Distinct()));
    }

    [Theory]
    [InlineData(null, 2)]
    [InlineData("delta", 1)]
    public async Task The_temporality_of_counters_is_configured(string? preference, int temporality)
    {
        await using var collector = await OtlpReceiver.StartAsync();
        using var meter = new Meter("Grocery.Team");
        var service = await StartAsync(
            ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.HttpEndpoint),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
            ("OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE", preference));

        meter.CreateCounter<long>("team.orders").Add(1);
        await service.DisposeAsync();

        Assert.Equal(temporality, Assert.Single(collector.Metrics, metric => metric.Name == "team.orders").Temporality);
    }

    [Fact]
    public async Task Nothing_is_exported_when_the_SDK_is_disabled()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        var service = await StartAsync(
            ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.HttpEndpoint), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"), ("OTEL_SDK_DISABLED", "true"));

        await service.Client.GetAsync(new Uri("/products/1", UriKind.Relative), Stop);
        await service.DisposeAsync();

        Assert.Empty(collector.Requests);
    }

    [Fact]
    public async Task The_exporter_never_uses_a_client_of_the_service_and_its_calls_are_not_counted()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        var created = 0;
        await using var service = await StartAsync(
            builder => builder.Services.ConfigureHttpClientDefaults(client => client.ConfigureAdditionalHttpMessageHandlers(
                (_, _) => Interlocked.Increment(ref created))),
            ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.HttpEndpoint),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
            ("OTEL_METRIC_EXPORT_INTERVAL", "50"),
            ("OTEL_BSP_SCHEDULE_DELAY", "50"));

        using (var client = service.App.Services.GetRequiredService<IHttpClientFactory>().CreateClient())
            await client.GetAsync(new Uri(service.Client.BaseAddress!, "/products/1"), Stop);
        await Eventually.HoldsAsync(() => collector.Spans.Count > 0 && collector.Metrics.Count > 0, "an export of both signals");

        Assert.Equal(1, created);
        var text = await service.Client.GetStringAsync(new Uri("/metrics", UriKind.Relative), Stop);
        var port = new Uri(collector.HttpEndpoint).Port;
        Assert.NotEmpty(Scrape.Samples(text, "http_client_request_duration_seconds_count"));
        Assert.DoesNotContain(
            text.Split('\n').Where(line => line.StartsWith("http_client_", StringComparison.Ordinal)),
            line => line.Contains($"server_port=\"{port}\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("grpc")]
    [InlineData("http/protobuf")]
    public async Task A_collector_that_never_answers_does_not_hold_up_the_stop(string protocol)
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var service = await StartAsync(
            ("OTEL_EXPORTER_OTLP_ENDPOINT", $"http://{silent.LocalEndpoint}"), ("OTEL_EXPORTER_OTLP_PROTOCOL", protocol));
        await service.Client.GetAsync(new Uri("/products/1", UriKind.Relative), Stop);

        // The SDK alone would take 5 seconds for each signal.
        await service.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(4), Stop);
    }

    [Fact]
    public async Task The_boot_report_says_whether_telemetry_is_exported()
    {
        await using var silent = await StartAsync();
        await using var exporting = await StartAsync(("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "http://127.0.0.1:9"));

        Assert.Equal(
            new PlatformFeature("otlp", false, "OTEL_EXPORTER_OTLP_ENDPOINT", "not set, or nothing to export"), Feature(silent));
        Assert.Equal(
            new PlatformFeature("otlp", true, "OTEL_EXPORTER_OTLP_ENDPOINT", "configured for metrics only"), Feature(exporting));
    }

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4317")]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "collector")]
    [InlineData("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "ftp://collector")]
    public async Task An_endpoint_that_is_no_address_stops_the_start(string key, string value)
    {
        var exception = await Assert.ThrowsAsync<PlatformConfigurationException>(() => StartAsync((key, value)));

        Assert.StartsWith($"{key} is \"{value}\"; allowed: an address that begins with http:// or https://", Assert.Single(exception.Problems), StringComparison.Ordinal);
    }

    private static PlatformFeature Feature(ServiceUnderTest service) =>
        service.App.Services.GetServices<PlatformFeature>().Single(feature => feature.Name == "otlp");

    private static Task<ServiceUnderTest> StartAsync(params (string Key, string? Value)[] settings) => StartAsync(null, settings);

    private static Task<ServiceUnderTest> StartAsync(Action<WebApplicationBuilder>? add, params (string Key, string? Value)[] settings) =>
        ServiceUnderTest.StartAsync(app => app.MapGet("/products/{id}", (string id) => id), add, settings);
}
