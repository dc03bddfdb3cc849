using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using Grocery.Platform.TestSupport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Polly.CircuitBreaker;

namespace Grocery.Platform.Resilience.Tests;

public sealed class TelemetryTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Attempts_retries_and_breaker_changes_are_counted_by_client_and_destination()
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Ok, Reply.Status(503), Reply.Close, Reply.Hang);
        using var host = new ResilientHost(null, ("Defaults:BreakerMinimumThroughput", "4"), ("Defaults:BreakerFailureRatio", "0.5"));
        using var counted = new CountedMeasurements(host.Services.GetRequiredService<IMeterFactory>());
        using var client = host.Client("team");

        (await client.GetAsync(server.Address, Token)).Dispose();
        var failing = client.GetAsync(server.Address, Token);
        await host.Time.AdvanceToTimerAsync(TimeSpan.FromSeconds(5));
        await server.ReceivesAsync(3);
        await host.Time.AdvanceToTimerAsync(TimeSpan.FromSeconds(5));
        await server.ReceivesAsync(4);
        await host.Time.AdvanceToTimerAsync(TimeSpan.FromSeconds(10));
        await Assert.ThrowsAsync<BrokenCircuitException>(() => host.PassBackoffsAsync(failing));

        var where = string.Create(CultureInfo.InvariantCulture, $"team 127.0.0.1 {server.Address.Port}");
        Assert.Equal(
            [
                $"attempts {where} success",
                $"attempts {where} transient_status",
                $"retries {where} 503",
                $"attempts {where} error",
                $"retries {where} System.Net.Http.HttpRequestException",
                $"attempts {where} timeout",
                $"breaker.transitions {where} open",
                $"retries {where} timeout",
                $"attempts {where} rejected",
            ],
            counted.Measurements);
    }

    [Fact]
    public async Task Destinations_beyond_the_bound_share_one_series()
    {
        var stub = new Some.StubHandler(_ => new HttpResponseMessage());
        using var host = new ResilientHost(services => services.AddHttpClient("team").ConfigurePrimaryHttpMessageHandler(() => stub));
        using var counted = new CountedMeasurements(host.Services.GetRequiredService<IMeterFactory>());
        using var client = host.Client("team");

        for (var i = 0; i < 1_100; i++)
            (await client.GetAsync(new Uri(string.Create(CultureInfo.InvariantCulture, $"http://host-{i}/")), Token)).Dispose();

        Assert.Equal(1_001, counted.Measurements.Distinct().Count());
        Assert.Equal(100, counted.Measurements.Count(measurement => measurement == "attempts team _OTHER 0 success"));
    }

    [Fact]
    public async Task A_retry_is_an_event_of_the_span_around_the_call_and_no_more_than_a_debug_line()
    {
        await using var server = await ScriptedServer.StartAsync(Reply.Status(503), Reply.Ok);
        using var host = new ResilientHost();
        using var activity = new Activity("request").Start();

        (await host.PassBackoffsAsync(host.Client().GetAsync(server.Address, Token))).Dispose();

        var retry = Assert.Single(activity.Events);
        Assert.Equal("grocery.resilience.retry", retry.Name);
        var tags = retry.Tags.ToDictionary();
        Assert.Equal(1, tags["http.request.resend_count"]);
        Assert.Equal("127.0.0.1", tags["server.address"]);
        Assert.Equal(server.Address.Port, tags["server.port"]);
        Assert.Equal("503", tags["error.type"]);
        Assert.IsType<double>(tags["grocery.resilience.retry.delay"]);
        var line = Assert.Single(host.Logs.Lines, line => line.Category == "Grocery.Platform.Resilience");
        Assert.Equal((LogLevel.Debug, 3003), (line.Level, line.EventId));
    }

    /// <summary>The measurements of one host's meter, as text.</summary>
    private sealed class CountedMeasurements : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly ConcurrentQueue<string> _measurements = new();

        public CountedMeasurements(IMeterFactory meters)
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == "Grocery.Platform.Resilience" && ReferenceEquals(instrument.Meter.Scope, meters))
                    listener.EnableMeasurementEvents(instrument);
            };
            _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
            {
                Assert.Equal(1, value);
                var name = instrument.Name.Replace("grocery.resilience.", "", StringComparison.Ordinal);
                _measurements.Enqueue($"{name} {string.Join(' ', tags.ToArray().Select(tag => tag.Value))}");
            });
            _listener.Start();
        }

        public IReadOnlyList<string> Measurements => [.. _measurements];

        public void Dispose() => _listener.Dispose();
    }
}
