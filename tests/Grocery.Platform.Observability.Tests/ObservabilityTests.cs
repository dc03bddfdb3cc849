using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;

namespace Grocery.Platform.Observability.Tests;

public sealed class ObservabilityTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Adding_twice_equals_adding_once()
    {
        await using var service = await ServiceUnderTest.StartAsync(
            app => app.MapGet("/hello", () => "hello"), builder => builder.AddPlatformObservability());

        await service.Client.GetStringAsync(new Uri("/hello", UriKind.Relative), Stop);

        await Eventually.HoldsAsync(() => service.Log.Of("Grocery.Platform.Observability.Request").Count > 0, "a request line");
        await Eventually.HoldsAsync(() => service.Spans.Servers.Count > 0, "a span");
        Assert.Single(service.Spans.Servers);
        Assert.Single(service.Log.Of("Grocery.Platform.Observability.Request"));
        Assert.Equal(
            ["flood-limiter", "kept-traces", "loggers", "logging", "metrics", "otlp", "redaction", "request-buffer", "request-line", "resource", "self-telemetry", "tracing"],
            service.App.Services.GetServices<PlatformFeature>().Select(feature => feature.Name).Order());
    }

    [Fact]
    public void Every_invalid_option_is_in_the_one_exception_of_the_build()
    {
        var builder = ServiceUnderTest.CreateBuilder(
            new LineStream(),
            ("Platform:Observability:Sampling:Ratio", "1.5"),
            ("Platform:Observability:Logging:Level", "Loud"),
            ("Platform:Observability:Tracing:Enabled", "perhaps"));

        var exception = Assert.Throws<PlatformConfigurationException>(builder.Build);

        Assert.Equal(3, exception.Problems.Count);
        Assert.Contains("Platform:Observability:Sampling:Ratio is \"1.5\"; allowed: a number from 0 to 1", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Logging_switched_off_leaves_the_frameworks_providers()
    {
        var log = new LineStream();
        using var app = (IDisposable)ServiceUnderTest.CreateBuilder(log, ("Platform:Observability:Logging:Enabled", "false")).Build();

        var providers = ((WebApplication)app).Services.GetServices<ILoggerProvider>().Select(provider => provider.GetType().Name).ToArray();
        ((WebApplication)app).Logger.LogInformation("to the console");

        Assert.Contains("ConsoleLoggerProvider", providers);
        Assert.Empty(log.Writes);
    }

    [Fact]
    public async Task A_provider_that_cannot_be_made_stops_the_start_with_its_own_exception()
    {
        var builder = ServiceUnderTest.CreateBuilder(new LineStream());
        builder.Services.ConfigureOpenTelemetryMeterProvider((_, _) => throw new InvalidOperationException("no such exporter"));
        await using var app = builder.Build();

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => app.StartAsync(Stop));

        Assert.Equal("no such exporter", exception.Message);
    }

    [Fact]
    public async Task A_host_that_is_built_and_never_started_can_be_disposed_at_once()
    {
        var app = ServiceUnderTest.CreateBuilder(new LineStream()).Build();

        await app.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30), Stop);
    }

    [Fact]
    public void A_provider_that_the_team_adds_stays()
    {
        using var team = new TeamProvider();
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.AddProvider(team);
        builder.AddPlatformObservability();
        using var host = builder.Build();

        Assert.Contains(host.Services.GetServices<ILoggerProvider>(), provider => provider == team);
    }

    [Fact]
    public void No_key_of_this_package_is_unknown()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.AddPlatformObservability();
        builder.Configuration.AddInMemoryCollection(
        [
            new("Platform:Observability:Tracing:Enabled", "true"),
            new("Platform:Observability:Tracing:Sources:0", "Shop"),
            new("Platform:Observability:Metrics:Enabled", "true"),
            new("Platform:Observability:Metrics:Meters:0", "Shop"),
            new("Platform:Observability:Metrics:Histograms:shop.wait", "1"),
            new("Platform:Observability:Metrics:LatencyObjective", "00:00:00.3"),
            new("Platform:Observability:Metrics:Exemplars", "false"),
            new("Platform:Observability:Metrics:CardinalityLimit", "10"),
            new("Platform:Observability:Metrics:Tags:team", "fruit"),
            new("Platform:Observability:Logging:Enabled", "true"),
            new("Platform:Observability:Logging:Level", "Debug"),
            new("Platform:Observability:Sampling:Ratio", "0.5"),
        ]);
        using var host = builder.Build();

        Assert.Empty(host.Services.FindUnknownPlatformKeys());
    }

    private sealed class TeamProvider : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;

        public void Dispose()
        {
        }
    }
}
