using System.Diagnostics.Metrics;
using Grocery.Platform.Observability.Logging.Output;
using Grocery.Platform.TestSupport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Observability.Tests.Logging;

public sealed partial class LogWriterTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public async Task A_reader_that_stalls_blocks_nobody_and_the_lowest_levels_are_dropped_first()
    {
        using var stalled = new StalledStream();
        using var dropped = new DropCount();
        using var logging = Start(stalled);
        var logger = logging["Shop"];
        logger.LogInformation("the first, at which the writer stalls");
        await stalled.Entered.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        foreach (var level in new[] { LogLevel.Debug, LogLevel.Information, LogLevel.Warning, LogLevel.Error })
        {
            for (var i = 0; i < 1000; i++)
                logger.Log(level, "{Level} {Number}", level, i);
        }

        stalled.Release();
        var output = logging.Services.GetRequiredService<LogOutput>();
        Assert.True(output.Flush(TimeSpan.FromSeconds(30)));
        var counts = stalled.Log.Of("Shop").CountBy(line => line.GetProperty("level").GetString() ?? "").ToDictionary();
        Assert.All(["Debug", "Information", "Warning", "Error"], level => Assert.InRange(counts[level], 1, 999));
        Assert.True(counts["Debug"] > counts["Information"], "half of the room is for all levels");
        Assert.Equal(4001, counts.Values.Sum() + dropped.Of("queue_full"));
    }

    [Fact]
    public async Task What_was_dropped_is_said_once_a_minute()
    {
        using var stalled = new StalledStream();
        using var logging = Start(stalled);
        var output = logging.Services.GetRequiredService<LogOutput>();
        var logger = logging["Shop"];
        logger.LogError("the first, at which the writer stalls");
        await stalled.Entered.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Parallel.For(0, 2000, i => logger.LogInformation("{Number}", i));
        stalled.Release();
        await Eventually.HoldsAsync(() => output.Flush(TimeSpan.FromSeconds(30)) && Said(stalled.Log).Count == 1, "the first report");
        output.DropInvalid();
        logger.LogInformation("a line that makes the writer run");
        output.Flush(TimeSpan.FromSeconds(30));

        Assert.Single(Said(stalled.Log));
        _time.Advance(TimeSpan.FromMinutes(1));
        logger.LogInformation("another");
        await Eventually.HoldsAsync(() => output.Flush(TimeSpan.FromSeconds(30)) && Said(stalled.Log).Count == 2, "the second report");
        Assert.Equal(1, Said(stalled.Log)[1]);
    }

    [Fact]
    public void A_flush_waits_for_what_was_written_before_it_and_not_for_a_quiet_moment()
    {
        using var busy = new BusyStream();
        using var logging = Start(busy);
        var logger = logging["Shop"];
        busy.Written = () => logger.LogInformation("another, so that there is always one more");
        logger.LogInformation("the first");

        Assert.True(logging.Services.GetRequiredService<LogOutput>().Flush(TimeSpan.FromSeconds(30)));

        busy.Written = null;
        Assert.Contains(busy.Log.Lines, line => line.GetProperty("message").GetString() == "the first");
    }

    [Fact]
    public async Task The_stop_says_what_was_dropped_since_the_last_report()
    {
        using var stalled = new StalledStream();
        var logging = Start(stalled);
        var output = logging.Services.GetRequiredService<LogOutput>();
        stalled.Release();
        output.DropInvalid();
        logging["Shop"].LogInformation("a line that makes the writer run");
        await Eventually.HoldsAsync(() => output.Flush(TimeSpan.FromSeconds(30)) && Said(stalled.Log).Count == 1, "the first report");
        output.DropInvalid();
        output.DropInvalid();
        logging["Shop"].LogInformation("the last but one");

        logging.Dispose();

        Assert.Equal([1, 2], Said(stalled.Log));
        Assert.Equal(2010, stalled.Log.Lines[^1].GetProperty("event_id").GetInt32());
    }

    [Fact]
    public void The_stop_writes_what_is_pending_and_a_line_after_it_harms_nobody()
    {
        var log = new LineStream();
        var logging = Start(log);
        var logger = logging["Shop"];
        for (var i = 0; i < 500; i++)
            logger.LogInformation("{Number}", i);

        logging.Dispose();
        logger.LogInformation("too late");

        Assert.Equal(500, log.Lines.Count(line => line.GetProperty("logger").GetString() == "Shop"));
    }

    [Fact]
    public void A_line_allocates_no_more_than_its_boxed_numbers()
    {
        using var logging = new LoggerUnderTest();
        var logger = logging["Shop"];
        using var activity = new System.Diagnostics.Activity("work").Start();
        using var scope = logger.BeginScope(new Dictionary<string, object> { ["RequestId"] = "0HN4", ["RequestPath"] = "/orders" });
        var output = logging.Services.GetRequiredService<LogOutput>();

        // Flushed often, so that what is measured is the line and not the growth of the queue.
        long LogSome()
        {
            output.Flush(TimeSpan.FromSeconds(30));
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 20; i++)
                Write.Order(logger, "ord-4711", "apple", 12.5, 3);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        for (var i = 0; i < 20; i++)
            LogSome();

        Assert.InRange(Enumerable.Range(0, 20).Sum(_ => LogSome()) / 400d, 48, 64);
    }

    private static IReadOnlyList<long> Said(LineStream log) =>
        [.. log.Lines
            .Where(line => line.GetProperty("event_id").GetInt32() == 2010)
            .Select(line => line.GetProperty("attributes").GetProperty("Count").GetInt64())];

    private LoggerUnderTest Start(Stream stream) => new(
        builder =>
        {
            builder.Services.AddSingleton<TimeProvider>(_time);
            builder.Services.AddSingleton(services => ActivatorUtilities.CreateInstance<LogOutput>(services, stream));
        },
        ("Platform:Observability:Logging:Writer:Capacity", "262144"),
        ("Platform:Observability:Logging:Flood:Enabled", "false"),
        ("Platform:Observability:Logging:Level", "Debug"));

    private static partial class Write
    {
        [LoggerMessage(1, LogLevel.Information, "Order {OrderId} of {Fruit} for {Price} with {Count} pieces")]
        public static partial void Order(ILogger logger, string orderId, string fruit, double price, int count);
    }

    /// <summary>Takes the first write only when it is released, as a pipe does whose reader has stalled.</summary>
    private sealed class StalledStream : MemoryStream
    {
        private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly ManualResetEventSlim _released = new();

        public LineStream Log { get; } = new();

        public Task Entered => _entered.Task;

        public void Release() => _released.Set();

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            _entered.TrySetResult();
            _released.Wait(TimeSpan.FromSeconds(60));
            Log.Write(buffer);
        }

        protected override void Dispose(bool disposing)
        {
            _released.Set();
            base.Dispose(disposing);
        }
    }

    /// <summary>Has more written whenever something was.</summary>
    private sealed class BusyStream : MemoryStream
    {
        public LineStream Log { get; } = new();

        public Action? Written { get; set; }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            Log.Write(buffer);
            Written?.Invoke();
        }
    }

    private sealed class DropCount : IDisposable
    {
        private readonly Dictionary<string, long> _counts = [];
        private readonly MeterListener _listener = new();

        public DropCount()
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "grocery.logs.dropped")
                    listener.EnableMeasurementEvents(instrument);
            };
            _listener.SetMeasurementEventCallback<long>((_, value, tags, _) =>
            {
                lock (_counts)
                    _counts[$"{tags[0].Value}"] = _counts.GetValueOrDefault($"{tags[0].Value}") + value;
            });
            _listener.Start();
        }

        public long Of(string reason)
        {
            lock (_counts)
                return _counts.GetValueOrDefault(reason);
        }

        public void Dispose() => _listener.Dispose();
    }
}
