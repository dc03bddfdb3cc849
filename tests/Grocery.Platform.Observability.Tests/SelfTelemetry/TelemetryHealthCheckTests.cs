using Grocery.Platform.Observability.Logging.Output;
using Grocery.Platform.TestSupport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Grocery.Platform.Observability.Tests.SelfTelemetry;

public sealed class TelemetryHealthCheckTests
{
    private readonly ManualTimeProvider _time = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_degraded_when_exports_have_failed_for_a_minute_and_healthy_when_they_work_again()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        collector.Refusal = Reply.Status(StatusCodes.Status401Unauthorized);
        var host = new Uri(collector.HttpEndpoint).Authority;
        await using var service = await StartAsync(
            ("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", collector.HttpEndpoint + "/v1/metrics/hunter2"),
            ("OTEL_EXPORTER_OTLP_METRICS_PROTOCOL", "http/protobuf"),
            ("OTEL_METRIC_EXPORT_INTERVAL", "50"));
        await Eventually.HoldsAsync(() => service.Log.Lines.Any(line => line.GetProperty("event_id").GetInt32() == 2200), "a failed export");

        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(service)).Status);
        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(service)).Status);
        _time.Advance(TimeSpan.FromSeconds(1));
        var entry = await CheckAsync(service);
        Assert.Equal(HealthStatus.Degraded, entry.Status);
        Assert.Equal($"metrics: exports to {host} have failed for 00:01:00 (401)", entry.Description);

        collector.Refusal = null;
        await Eventually.HoldsAsync(async () => (await CheckAsync(service)).Status == HealthStatus.Healthy, "it is healthy again");
    }

    [Fact]
    public async Task It_is_degraded_for_a_minute_after_a_log_line_was_lost()
    {
        await using var service = await StartAsync();

        service.App.Services.GetRequiredService<LogOutput>().DropInvalid();

        var entry = await CheckAsync(service);
        Assert.Equal(HealthStatus.Degraded, entry.Status);
        Assert.Equal("logs: lines dropped in the last minute (invalid)", entry.Description);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(service)).Status);
    }

    [Fact]
    public async Task Its_failure_status_makes_it_a_soft_dependency()
    {
        await using var service = await StartAsync();

        var report = await service.App.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Stop);

        Assert.Equal(HealthStatus.Healthy, Assert.Single(report.Entries, entry => entry.Key == "telemetry").Value.Status);
        var checks = service.App.Services.GetRequiredService<Microsoft.Extensions.Options.IOptions<HealthCheckServiceOptions>>().Value;
        Assert.Equal(HealthStatus.Degraded, Assert.Single(checks.Registrations, check => check.Name == "telemetry").FailureStatus);
    }

    [Fact]
    public async Task Switched_off_it_is_not_registered()
    {
        await using var service = await StartAsync(("Platform:Observability:SelfTelemetry:Enabled", "false"));

        var report = await service.App.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Stop);

        Assert.DoesNotContain("telemetry", report.Entries.Keys);
    }

    private static async Task<HealthReportEntry> CheckAsync(ServiceUnderTest service) =>
        (await service.App.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Stop)).Entries["telemetry"];

    private Task<ServiceUnderTest> StartAsync(params (string Key, string? Value)[] settings) => ServiceUnderTest.StartAsync(
        app => app.MapGet("/hello", () => "hello"),
        builder => builder.Services.AddSingleton<TimeProvider>(_time).AddHealthChecks(),
        settings);
}
