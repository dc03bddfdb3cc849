using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net;
using Grocery.Platform.Resilience.Inbound;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Resilience.Tests.Inbound;

public sealed class InboundTelemetryTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Refused_requests_are_counted_by_reason_and_priority_and_gauges_tell_the_state()
    {
        await using var service = await ProtectedService.StartAsync(("Limit", "1"), ("QueueLength", "1"), ("QueueTimeout", "00:00:00.100"));
        using var measured = new Measurements(service.Services.GetRequiredService<IMeterFactory>());
        await service.RunAsync("/work/first");

        var low = await service.QueueAsync("/work/Low/low");
        var normal = service.SendAsync("/work/normal", Token);
        await low;
        await Eventually.HoldsAsync(() => service.Time.NextDue <= TimeSpan.FromMilliseconds(100), "the timer of the wait runs");
        Assert.Equal(["in_flight 1", "limit 1", "queued 1"], measured.Gauges());
        await service.Time.AdvanceToTimerAsync(TimeSpan.FromMilliseconds(100));
        await normal;

        Assert.Equal(
            ["queue.duration 0", "shed 1 queue_full low", "queue.duration 0.1", "shed 1 queue_timeout normal"],
            measured.Recorded);
    }

    [Fact]
    public async Task Shedding_is_logged_when_it_begins_and_when_it_is_over()
    {
        await using var service = await ProtectedService.StartAsync(("Limit", "1"), ("QueueLength", "0"));
        await service.RunAsync("/work/first");

        for (var i = 0; i < 3; i++)
        {
            await service.SendAsync("/work/second", Token);
            service.Time.Advance(TimeSpan.FromSeconds(4));
        }

        Assert.Equal([(3150, LogLevel.Warning)], service.Logs.Lines.Select(line => (line.EventId, line.Level)));
        service.Time.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal([3150, 3151], service.Logs.Lines.Select(line => line.EventId));
        Assert.Contains("1 requests may be in flight and 1 are (queue_full)", service.Logs.Lines[0].Message, StringComparison.Ordinal);
        Assert.Contains("3 requests were refused in 00:00:08", service.Logs.Lines[1].Message, StringComparison.Ordinal);
        await service.SendAsync("/work/second", Token);
        Assert.Equal([3150, 3151, 3150], service.Logs.Lines.Select(line => line.EventId));
    }

    [Theory]
    [InlineData("/work/second", "300")]
    [InlineData("/timed", null)]
    public async Task A_deadline_that_passes_in_the_queue_is_counted_once_as_cut(string path, string? deadline)
    {
        await using var service = await ProtectedService.StartAsync(
            null,
            app => app.MapGet("/timed", () => "late").WithRequestTimeout(TimeSpan.FromMilliseconds(300)),
            ("Limit", "1"), ("QueueTimeout", "00:00:10"));
        using var measured = new Measurements(service.Services.GetRequiredService<IMeterFactory>(), "grocery.resilience.deadline.");
        await service.RunAsync("/work/first");
        if (deadline is not null)
            service.Client.DefaultRequestHeaders.Add("X-Request-Timeout-Ms", deadline);

        var waiting = await service.QueueAsync(path);
        await service.Time.AdvanceToTimerAsync(TimeSpan.FromMilliseconds(300));

        Assert.Equal(HttpStatusCode.GatewayTimeout, (await waiting).StatusCode);
        Assert.Equal(["exceeded 1 cut"], measured.Recorded);
    }

    [Fact]
    public async Task The_watch_holds_nothing_of_the_request_that_was_refused_first()
    {
        await using var service = await ProtectedService.StartAsync();
        var time = new FlowWatch();
        using var watch = new SheddingWatch(service.Limiter, time, service.Services.GetRequiredService<ILoggerFactory>());

        watch.Shed("queue_full");

        Assert.Equal([true], time.Suppressed);
        Assert.False(ExecutionContext.IsFlowSuppressed());
    }

    /// <summary>Tells of each timer whether it was kept from what flows with its creator.</summary>
    private sealed class FlowWatch : TimeProvider
    {
        public List<bool> Suppressed { get; } = [];

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Suppressed.Add(ExecutionContext.IsFlowSuppressed());
            return base.CreateTimer(callback, state, dueTime, period);
        }
    }

    private sealed class Measurements : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly ConcurrentQueue<string> _recorded = new();
        private readonly ConcurrentQueue<string> _gauges = new();

        public Measurements(IMeterFactory meters, string prefix = "grocery.resilience.inbound.")
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name.StartsWith(prefix, StringComparison.Ordinal)
                    && ReferenceEquals(instrument.Meter.Scope, meters))
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(_recorded, instrument, value, tags));
            _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(_recorded, instrument, value, tags));
            _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Keep(_gauges, instrument, value, tags));
            _listener.Start();
        }

        public IReadOnlyList<string> Recorded => [.. _recorded];

        public IReadOnlyList<string> Gauges()
        {
            _gauges.Clear();
            _listener.RecordObservableInstruments();
            return [.. _gauges.Order()];
        }

        public void Dispose() => _listener.Dispose();

        private static void Keep<T>(
            ConcurrentQueue<string> kept, Instrument instrument, T value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var name = instrument.Name[(instrument.Name.IndexOf('.', "grocery.resilience.".Length) + 1)..];
            object?[] parts = [name, value, .. tags.ToArray().Select(tag => tag.Value)];
            kept.Enqueue(string.Join(' ', parts.Select(part => Convert.ToString(part, CultureInfo.InvariantCulture))));
        }
    }
}
