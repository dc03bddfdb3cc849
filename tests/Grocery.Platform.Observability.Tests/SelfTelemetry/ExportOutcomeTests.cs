using System.Text.Json;
using Grocery.Platform.TestSupport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Grocery.Platform.Observability.Tests.SelfTelemetry;

public sealed class ExportOutcomeTests
{
    private const int ExportFails = 2200;
    private const int ExportWorksAgain = 2201;

    private readonly ManualTimeProvider _time = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("http/protobuf")]
    [InlineData("grpc")]
    public async Task A_success_is_counted_with_its_time(string protocol)
    {
        await using var collector = await OtlpReceiver.StartAsync();
        await using var service = await StartAsync(Endpoint(collector, protocol), protocol);

        await service.Client.GetAsync(new Uri("/hello", UriKind.Relative), Stop);
        var text = await ScrapeAsync(service, text => Value(text, "exports_total", "traces", "outcome=\"success\"") > 0
            && Value(text, "exports_total", "metrics", "outcome=\"success\"") > 0
            && Value(text, "last_success_seconds", "traces") > 0
            && Value(text, "last_success_seconds", "metrics") > 0);

        var now = _time.GetUtcNow().ToUnixTimeSeconds();
        Assert.Equal(now, Value(text, "last_success_seconds", "traces"));
        Assert.Equal(now, Value(text, "last_success_seconds", "metrics"));
        Assert.InRange(Value(text, "queue_utilization_ratio", "traces"), 0, 0.1);
        Assert.DoesNotContain("outcome=\"failure\"", text, StringComparison.Ordinal);
        Assert.Equal(0, Value(text, "dropped_total", "traces"));
        Assert.DoesNotContain(service.Log.Lines, line => Id(line) is ExportFails or ExportWorksAgain);
    }

    [Theory]
    [InlineData("http/protobuf")]
    [InlineData("grpc")]
    public async Task A_refused_connection_is_counted_and_said_with_its_fix(string protocol)
    {
        await using var service = await StartAsync($"http://127.0.0.1:{FreePort.Next()}/path?key=hunter2", protocol);

        await service.Client.GetAsync(new Uri("/hello", UriKind.Relative), Stop);
        var text = await ScrapeAsync(service, text => Value(text, "dropped_total", "traces", "reason=\"export_failed\"") > 0
            && Value(text, "dropped_total", "metrics", "reason=\"export_failed\"") > 0);

        Assert.True(Value(text, "exports_total", "traces", "outcome=\"failure\"", "error_type=\"connection_refused\"") > 0);
        Assert.Equal(0, Value(text, "last_success_seconds", "traces"));
        var line = Assert.Single(service.Log.Lines, line => Id(line) == ExportFails && Attribute(line, "Signal") == "traces");
        Assert.Equal("Warning", line.GetProperty("level").GetString());
        Assert.Equal("connection_refused", Attribute(line, "Reason"));
        Assert.Contains("OTEL_EXPORTER_OTLP_ENDPOINT", Attribute(line, "Fix"), StringComparison.Ordinal);
        Assert.DoesNotContain(service.Log.Texts, line => line.Contains("hunter2", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("http/protobuf", 401, null, "401")]
    [InlineData("http/protobuf", 503, null, "503")]
    [InlineData("grpc", 403, null, "403")]
    [InlineData("grpc", 200, "16", "grpc_unauthenticated")]
    [InlineData("grpc", 200, "14", "grpc_unavailable")]
    public async Task What_the_collector_answered_is_the_reason(string protocol, int status, string? grpcStatus, string reason)
    {
        await using var collector = await OtlpReceiver.StartAsync();
        collector.Refusal = context =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = context.Request.ContentType;
            if (grpcStatus is not null)
                context.Response.Headers["grpc-status"] = grpcStatus;
            return Task.CompletedTask;
        };
        await using var service = await StartAsync(Endpoint(collector, protocol), protocol);

        await service.Client.GetAsync(new Uri("/hello", UriKind.Relative), Stop);

        await ScrapeAsync(service, text => Value(text, "exports_total", "traces", $"error_type=\"{reason}\"") > 0);
    }

    [Fact]
    public async Task A_status_in_the_trailers_is_the_reason_too()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        collector.Refusal = async context =>
        {
            context.Response.ContentType = "application/grpc";
            context.Response.DeclareTrailer("grpc-status");
            await context.Response.Body.FlushAsync(Stop);
            context.Response.AppendTrailer("grpc-status", "8");
        };
        await using var service = await StartAsync(collector.GrpcEndpoint, "grpc");

        await service.Client.GetAsync(new Uri("/hello", UriKind.Relative), Stop);

        await ScrapeAsync(service, text => Value(text, "exports_total", "traces", "error_type=\"grpc_resource_exhausted\"") > 0);
    }

    [Theory]
    [InlineData("http://no-such-host.invalid:4318", "name_resolution")]
    [InlineData(null, "tls")]
    public async Task An_address_that_leads_nowhere_is_the_reason(string? endpoint, string reason)
    {
        await using var plain = await OtlpReceiver.StartAsync();
        endpoint ??= plain.HttpEndpoint.Replace("http://", "https://", StringComparison.Ordinal);
        await using var service = await StartAsync(endpoint, "http/protobuf");

        await service.Client.GetAsync(new Uri("/hello", UriKind.Relative), Stop);

        await ScrapeAsync(service, text => Value(text, "exports_total", "traces", $"error_type=\"{reason}\"") > 0);
    }

    [Fact]
    public async Task Trouble_is_said_once_a_minute_and_its_end_once()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        collector.Refusal = Reply.Status(StatusCodes.Status503ServiceUnavailable);
        await using var service = await StartAsync(collector.HttpEndpoint, "http/protobuf");
        int Said(int id) => service.Log.Lines.Count(line => Id(line) == id && Attribute(line, "Signal") == "metrics");

        await FailsAgainAsync(service, 3);
        Assert.Equal(1, Said(ExportFails));

        _time.Advance(TimeSpan.FromMinutes(1));
        await FailsAgainAsync(service, 2);
        Assert.Equal(2, Said(ExportFails));

        collector.Refusal = null;
        await Eventually.HoldsAsync(() => Said(ExportWorksAgain) == 1, "the line that says that it works again");
        var line = service.Log.Lines.Last(line => Id(line) == ExportWorksAgain && Attribute(line, "Signal") == "metrics");
        Assert.Equal("00:01:00", Attribute(line, "Duration"));
    }

    [Fact]
    public async Task Switched_off_it_is_counted_and_not_said()
    {
        await using var service = await StartAsync(
            $"http://127.0.0.1:{FreePort.Next()}", "http/protobuf", ("Platform:Observability:SelfTelemetry:Enabled", "false"));

        await FailsAgainAsync(service, 2);

        Assert.DoesNotContain(service.Log.Lines, line => Id(line) == ExportFails);
    }

    private static string Endpoint(OtlpReceiver collector, string protocol) =>
        protocol == "grpc" ? collector.GrpcEndpoint : collector.HttpEndpoint;

    private static int Id(JsonElement line) => line.GetProperty("event_id").GetInt32();

    private static string? Attribute(JsonElement line, string name) => line.GetProperty("attributes").GetProperty(name).GetString();

    private static double Value(string text, string name, string signal, params string[] labels) => Scrape
        .Samples(text, $"grocery_telemetry_{name}")
        .Where(sample => labels.Append($"signal=\"{signal}\"").All(label => sample.Labels.Contains(label, StringComparison.Ordinal)))
        .Sum(sample => sample.Value);

    private static async Task<string> ScrapeAsync(ServiceUnderTest service, Func<string, bool> isThere)
    {
        var text = "";
        await Eventually.HoldsAsync(
            async () => isThere(text = await service.Client.GetStringAsync(new Uri("/metrics", UriKind.Relative), Stop)),
            "the metrics of telemetry");
        return text;
    }

    private static async Task FailsAgainAsync(ServiceUnderTest service, int times)
    {
        double Failures(string text) => Value(text, "exports_total", "metrics", "outcome=\"failure\"");

        var before = Failures(await ScrapeAsync(service, _ => true));
        await ScrapeAsync(service, text => Failures(text) >= before + times);
    }

    private Task<ServiceUnderTest> StartAsync(string endpoint, string protocol, params (string Key, string? Value)[] settings) =>
        ServiceUnderTest.StartAsync(
            app => app.MapGet("/hello", () => "hello"),
            builder => builder.Services.AddSingleton<TimeProvider>(_time),
            [
                ("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint),
                ("OTEL_EXPORTER_OTLP_PROTOCOL", protocol),
                ("OTEL_METRIC_EXPORT_INTERVAL", "50"),
                ("OTEL_BSP_SCHEDULE_DELAY", "50"),
                .. settings,
            ]);
}
