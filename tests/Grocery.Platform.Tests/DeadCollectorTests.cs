using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Grocery.Platform.TestSupport;

namespace Grocery.Platform.Tests;

/// <summary>The whole service with a collector that is not there, and with one that takes connections and never answers.</summary>
public sealed class DeadCollectorTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("grpc", true)]
    [InlineData("grpc", false)]
    [InlineData("http/protobuf", true)]
    [InlineData("http/protobuf", false)]
    public async Task It_costs_the_service_nothing_but_the_telemetry(string protocol, bool isListening)
    {
        using var collector = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        collector.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        if (isListening)
            collector.Listen();
        await using var app = Start(collector.LocalEndPoint!, protocol);
        using var client = await app.ListeningAsync();

        for (var i = 0; i < 50; i++)
            Assert.Equal("hello", await client.GetStringAsync("/hello", Cancelled));

        await Eventually.HoldsAsync(async () => await ReadyAsync(client) == (HttpStatusCode.OK, "Degraded"), "ready and degraded");
        // A refused connection fails at once and empties the queue again; only one that hangs must fill it.
        var lost = isListening ? "reason=\"queue_full\"" : "reason=\"export_failed\"";
        await Eventually.HoldsAsync(async () => await DroppedAsync(client, lost) > 0, $"dropped spans with {lost}");
        var metrics = await client.GetStringAsync("/metrics", Cancelled);
        Assert.Contains(metrics.Split('\n'), line => IsSample(line, "grocery_health_status", "name=\"telemetry\"") && ValueOf(line) == 0);

        await app.SignalAsync("TERM");
        Assert.Equal(0, await app.ExitAsync(TimeSpan.FromSeconds(10)));
        var log = LogLines.Parse(app.Output);
        Assert.Contains(log, line => Text(line).StartsWith("Check telemetry is down", StringComparison.Ordinal));
        var reason = isListening ? "timeout" : "connection_refused";
        Assert.Contains(log, line => Text(line).StartsWith("traces: exports to ", StringComparison.Ordinal) && Text(line).Contains($"({reason})", StringComparison.Ordinal));
    }

    private static ServiceProcess Start(EndPoint collector, string protocol) => ServiceProcess.Start(
        Repository.BuiltAssembly("Grocery.Platform.TestApp"),
        new Dictionary<string, string?>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = $"http://{collector}",
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = protocol,
            ["OTEL_EXPORTER_OTLP_TIMEOUT"] = "500",
            ["OTEL_BSP_SCHEDULE_DELAY"] = "1000",
            ["OTEL_BSP_MAX_QUEUE_SIZE"] = "8",
            ["OTEL_BSP_MAX_EXPORT_BATCH_SIZE"] = "8",
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "500",
            ["Platform__Observability__SelfTelemetry__DegradedAfter"] = "00:00:01",
            ["Platform__Health__Defaults__Period"] = "00:00:00.5",
            ["Platform__Health__Defaults__Timeout"] = "00:00:00.4",
        });

    private static string Text(JsonElement line) => line.GetProperty("message").GetString()!;

    private static async Task<(HttpStatusCode Status, string Body)> ReadyAsync(HttpClient client)
    {
        using var response = await client.GetAsync("/health/ready", Cancelled);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Cancelled));
    }

    private static async Task<double> DroppedAsync(HttpClient client, string reason) =>
        (await client.GetStringAsync("/metrics", Cancelled)).Split('\n')
            .Where(line => IsSample(line, "grocery_telemetry_dropped_total", reason) && line.Contains("signal=\"traces\"", StringComparison.Ordinal))
            .Sum(ValueOf);

    private static bool IsSample(string line, string name, string label) =>
        line.StartsWith(name + "{", StringComparison.Ordinal) && line.Contains(label, StringComparison.Ordinal);

    private static double ValueOf(string line) => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture);
}
