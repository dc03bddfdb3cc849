using System.Net.Http.Json;
using Grocery.Platform.TestSupport;

namespace Grocery.Platform.Migration.Tests;

/// <summary>From Serilog.AspNetCore and OpenTelemetry by hand.</summary>
public sealed class SerilogTests
{
    private const string Card = "4111111111111111";

    [Fact]
    public async Task Both_answer_alike()
    {
        var answers = new List<string[]>();
        foreach (var stage in MigratedService.Stages)
        {
            await using var service = await MigratedService.StartAsync("Serilog", stage, []);
            answers.Add([await PayAsync(service, 12.5m), await PayAsync(service, -1), await service.AskAsync("/fails"), await service.AskAsync("/alive")]);
        }

        Assert.Equal(["""200 {"charged":12.5}""", "400", "500", "200 ok"], answers[0]);
        Assert.Equal(answers[0], answers[1]);
    }

    [Fact]
    public async Task The_spans_of_the_service_and_the_trace_in_its_log_stay()
    {
        foreach (var (stage, member) in MigratedService.Stages.Zip(["@tr", "trace_id"]))
        {
            await using var collector = await OtlpReceiver.StartAsync();
            await using var service = await StartAsync(stage, collector);
            await PayAsync(service, 12.5m);
            await service.StopAsync();

            var charge = Assert.Single(collector.Spans, span => span.Name == "charge");
            var request = Assert.Single(collector.Spans, span => span.SpanId == charge.ParentSpanId);
            Assert.Equal((MigratedService.TraceId, "POST /payments", "payments", "1.4.0"), (charge.TraceId, request.Name, charge.Resource["service.name"], charge.Resource["service.version"]));
            var line = LogLines.Parse(service.Process.Output.Where(line => line.Contains("Charged {", StringComparison.Ordinal))).Single();
            Assert.Equal(MigratedService.TraceId, line.GetProperty(member).GetString());
        }
    }

    [Fact]
    public async Task A_card_number_no_longer_reaches_the_log()
    {
        var logged = new List<bool>();
        foreach (var stage in MigratedService.Stages)
        {
            await using var service = await MigratedService.StartAsync("Serilog", stage, []);
            await PayAsync(service, 12.5m);
            await service.StopAsync();
            Assert.Contains("Charged {", service.Log, StringComparison.Ordinal);
            logged.Add(service.Log.Contains(Card, StringComparison.Ordinal));
        }

        Assert.Equal([true, false], logged);
    }

    [Fact]
    public async Task A_request_has_one_line_and_the_metrics_can_be_scraped()
    {
        await using var before = await MigratedService.StartAsync("Serilog", "Before", []);
        await using var after = await MigratedService.StartAsync("Serilog", "After", []);
        await PayAsync(after, 12.5m);
        var metrics = await after.AskAsync("/metrics");
        var beforeMetrics = await before.AskAsync("/metrics");
        await after.StopAsync();

        var line = Assert.Single(LogLines.Parse(after.Process.Output), line => line.GetProperty("event_id").GetInt32() == 2000 && line.GetProperty("attributes").GetProperty("Path").GetString() == "/payments");
        Assert.Equal(200, line.GetProperty("attributes").GetProperty("StatusCode").GetInt32());
        Assert.Equal("404", beforeMetrics);
        Assert.Contains("http_server_request_duration_seconds_count{", metrics, StringComparison.Ordinal);
    }

    private static Task<MigratedService> StartAsync(string stage, OtlpReceiver collector) =>
        MigratedService.StartAsync("Serilog", stage, new() { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.GrpcEndpoint });

    private static Task<string> PayAsync(MigratedService service, decimal amount) => service.AskAsync(HttpMethod.Post, "/payments", JsonContent.Create(new { amount, card = Card }));
}
