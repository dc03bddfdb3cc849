using System.Diagnostics;
using Grocery.Platform.TestSupport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Serilog.Core;

namespace Grocery.Platform.Observability.Tests.Logging;

/// <summary>A line is written straight from the log call, or through Serilog's pipeline when a team has a sink, filter or enricher.</summary>
public sealed partial class TwoWaysTests
{
    public static TheoryData<LogPreset> Presets => [LogPreset.Default, LogPreset.Ecs, LogPreset.Otel];

    [Theory]
    [MemberData(nameof(Presets))]
    public void Both_ways_give_the_same_bytes_line_by_line(LogPreset preset)
    {
        var sink = new TeamSink();
        using var straight = Start(preset, null);
        using var serilog = Start(preset, sink);
        using var activity = new Activity("work").Start();

        LogEverything(straight);
        LogEverything(serilog);

        Assert.Equal(straight.Log.Texts, serilog.Log.Texts);
        Assert.InRange(straight.Log.Texts.Count, 30, 1000);
        Assert.Equal(straight.Log.Texts.Count, sink.Events.Count);
    }

    [Fact]
    public void A_sink_gets_the_event_as_Serilog_knows_it()
    {
        var sink = new TeamSink();
        using var logging = Start(LogPreset.Default, sink);

        Write.Order(logging["Shop"], "ord-1", "apple", 12.5, 3);

        var item = Assert.Single(sink.Events);
        Assert.Equal("Order {OrderId} of {Fruit} for {Price} with {Count} pieces", item.MessageTemplate.Text);
        Assert.Equal(["OrderId", "Fruit", "Price", "Count", "EventId", "SourceContext"], item.Properties.Keys);
        Assert.Equal("\"Shop\"", item.Properties["SourceContext"].ToString());
    }

    private static LoggerUnderTest Start(LogPreset preset, TeamSink? sink) => new(
        builder =>
        {
            builder.Services.AddSingleton<TimeProvider>(new ManualTimeProvider());
            builder.Services.AddSecretValues().Add("hunter2!");
            if (sink is not null)
                builder.Services.AddSingleton<ILogEventSink>(sink);
        },
        ("Platform:Observability:Logging:Preset", preset.ToString()));

    private static void LogEverything(LoggerUnderTest logging)
    {
        var logger = logging["Shop.Orders"];
        Write.Order(logger, "ord-4711", "äpple \"red\"", 12.5, 3);
        using (logger.BeginScope(new Dictionary<string, object> { ["RequestId"] = "0HN4", ["OrderId"] = "outer" }))
        using (logger.BeginScope("text {Scope}", 7))
        using (logger.BeginScope(new KeyValuePair<string, object?>("Single", 1)))
        using (logger.BeginScope(("Tuple", (object?)2)))
        {
            Write.Order(logger, "inner", "pear", -0.125, -1);
            logger.LogInformation(new EventId(5, "Named"), "in scopes");
        }

        foreach (var value in Values())
            logger.LogInformation("{Value} {@Tree} {$Text} {Value,12} {Value:X}", value, value, value, value, value);

        logger.LogError(Thrown(), "failed with {Secret}", "hunter2!");
        logger.LogWarning("{exception.type} {A} {A}", 1, 2, 3);
        logger.Log(LogLevel.Critical, 9, "plain state", null, (state, _) => state + "!");
        logger.Log(LogLevel.Information, 0, new[] { KeyValuePair.Create("NoTemplate", (object?)1) }, null, (_, _) => "formatted");
        logger.LogInformation("{Long}", new string('x', 20_000));
    }

    private static IEnumerable<object?> Values() =>
    [
        null, "text", "a\"b\\c\nd\u0001\ud800", 'c', true, 1, -2L, 3u, 4UL, (short)5, (byte)6, 7.25f, 8.5, 1e300, 0.1 + 0.2, -0.0, 123456.789,
        1e12, double.NaN, float.NegativeInfinity, 9.10m, DayOfWeek.Friday, Guid.Empty, TimeSpan.FromSeconds(90.5), DateTime.UnixEpoch,
        DateTimeOffset.UnixEpoch, new DateOnly(2026, 1, 2), new Uri("http://shop/"), new[] { 1, 2 }, new Dictionary<string, int> { ["a"] = 1 },
        new { Id = 1, Lines = new[] { new { Fruit = "apple" } } }, new byte[] { 1, 255 }, typeof(string), new Version(1, 2),
    ];

    private static InvalidOperationException Thrown()
    {
        try
        {
            throw new InvalidOperationException("no hunter2!");
        }
        catch (InvalidOperationException exception)
        {
            return exception;
        }
    }

    private static partial class Write
    {
        [LoggerMessage(1, LogLevel.Information, "Order {OrderId} of {Fruit} for {Price} with {Count} pieces")]
        public static partial void Order(ILogger logger, string orderId, string fruit, double price, int count);
    }
}
