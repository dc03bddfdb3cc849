using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;

namespace Grocery.Platform.Observability.Tests.SelfTelemetry;

public sealed class DeadCollectorTests
{
    private const int Requests = 60;
    private const int QueueSize = 8;
    private const int BatchSize = 4;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("http/protobuf")]
    [InlineData("grpc")]
    public async Task A_collector_that_never_answers_costs_spans_and_no_request(string protocol)
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var service = await ServiceUnderTest.StartAsync(
            app => app.MapGet("/hello", () => "hello"),
            settings:
            [
                ("OTEL_EXPORTER_OTLP_ENDPOINT", $"http://{silent.LocalEndpoint}"),
                ("OTEL_EXPORTER_OTLP_PROTOCOL", protocol),
                ("OTEL_BSP_SCHEDULE_DELAY", "20"),
                ("OTEL_BSP_MAX_QUEUE_SIZE", $"{QueueSize}"),
                ("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", $"{BatchSize}"),
            ]);

        // Without a propagator a client makes no spans, which would be of the service here.
        using var handler = new SocketsHttpHandler { ActivityHeadersPropagator = null };
        using var client = new HttpClient(handler) { BaseAddress = service.Client.BaseAddress };
        for (var i = 0; i < Requests; i++)
            Assert.Equal("hello", await client.GetStringAsync(new Uri("/hello", UriKind.Relative), Stop));

        // One batch is on its way, and the queue is full; the rest is gone and counted.
        var text = "";
        await Eventually.HoldsAsync(
            async () => Dropped(text = await client.GetStringAsync(new Uri("/metrics", UriKind.Relative), Stop))
                is >= Requests - QueueSize - BatchSize and <= Requests - QueueSize,
            "the spans without room are counted");
        Assert.Equal(1, Scrape.Sum(text, "grocery_telemetry_queue_utilization_ratio"));

        await service.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(4), Stop);
        var lost = Assert.Single(service.Log.Lines, line => line.GetProperty("event_id").GetInt32() == 2202);
        Assert.Equal(QueueSize, Attribute(lost, "Count").GetInt64());
    }

    private static double Dropped(string text) => Scrape.Samples(text, "grocery_telemetry_dropped_total")
        .Where(sample => sample.Labels.Contains("reason=\"queue_full\"", StringComparison.Ordinal)
            && sample.Labels.Contains("signal=\"traces\"", StringComparison.Ordinal))
        .Sum(sample => sample.Value);

    private static JsonElement Attribute(JsonElement line, string name) => line.GetProperty("attributes").GetProperty(name);
}
