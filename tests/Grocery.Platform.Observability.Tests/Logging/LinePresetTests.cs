using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Observability.Tests.Logging;

public sealed class LinePresetTests
{
    private const string Names = "Platform:Observability:Logging:Names";

    [Fact]
    public void The_preset_ecs_has_the_names_of_the_Elastic_Common_Schema()
    {
        using var activity = new Activity("work").Start();

        var line = LogOne("ecs");

        Assert.Equal(
            [
                "@timestamp", "log.level", "message", "ecs.version", "message_template", "log.logger", "event.code", "trace.id", "span.id",
                "service.name", "service.version", "service.environment", "service.node.name", "labels", "error.type", "error.message", "error.stack_trace",
            ],
            Members(line));
        Assert.Equal("Order 42", line.GetProperty("message").GetString());
        Assert.Equal("""{"Id":42}""", line.GetProperty("labels").GetRawText());
        Assert.Equal("products", line.GetProperty("service.name").GetString());
        Assert.Equal("System.InvalidOperationException", line.GetProperty("error.type").GetString());
        Assert.Equal(activity.TraceId.ToHexString(), line.GetProperty("trace.id").GetString());
    }

    [Fact]
    public void The_preset_otel_is_the_log_data_model()
    {
        using var activity = new Activity("work").Start();

        var line = LogOne("Otel");

        Assert.Equal(
            [
                "Timestamp", "SeverityText", "SeverityNumber", "Body", "TraceId", "SpanId", "Resource", "InstrumentationScope", "EventId",
                "MessageTemplate", "Attributes",
            ],
            Members(line));
        Assert.Equal(13, line.GetProperty("SeverityNumber").GetInt32());
        Assert.Equal(
            """{"service.name":"products","service.version":"1.2.3","deployment.environment.name":"staging","service.instance.id":"pod-7"}""",
            line.GetProperty("Resource").GetRawText());
        Assert.Equal("""{"Name":"Shop"}""", line.GetProperty("InstrumentationScope").GetRawText());
        Assert.Equal(["Id", "exception.type", "exception.message", "exception.stacktrace"], Members(line.GetProperty("Attributes")));
    }

    [Fact]
    public void A_property_never_takes_the_place_of_a_reserved_name()
    {
        using var logging = new LoggerUnderTest(null, ("Platform:Observability:Logging:Preset", "otel"));

        logging["Shop"].LogError(new InvalidOperationException("no"), "{exception.type}", "mine");

        var attributes = Assert.Single(logging.Log.Lines).GetProperty("Attributes");
        Assert.Equal("mine", attributes.GetProperty("_exception.type").GetString());
        Assert.Equal("System.InvalidOperationException", attributes.GetProperty("exception.type").GetString());
    }

    [Fact]
    public void Members_can_be_renamed_and_left_out()
    {
        var line = LogOne("default", ($"{Names}:timestamp", "ts"), ($"{Names}:template", ""), ($"{Names}:attributes", "fields"), ($"{Names}:instance", ""));

        Assert.Equal(["ts", "level", "message", "logger", "event_id", "service", "version", "environment", "fields", "error"], Members(line));
    }

    [Theory]
    [InlineData("tiemstamp", "ts", "only the members timestamp, level, message")]
    [InlineData("message", "", "a name; this member is on every line")]
    [InlineData("level", "message", "a name that no other member of the line has")]
    [InlineData("logger", "error", "a name that no other member of the line has")]
    [InlineData("logger", "truncated", "a name that no other member of the line has")]
    public void A_name_that_makes_no_line_stops_the_start(string member, string name, string problem)
    {
        var exception = Assert.Throws<PlatformConfigurationException>(() => LogOne("default", ($"{Names}:{member}", name)));

        Assert.Contains(problem, Assert.Single(exception.Problems), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Members(JsonElement element) => element.EnumerateObject().Select(member => member.Name);

    private static JsonElement LogOne(string preset, params (string Key, string? Value)[] settings)
    {
        using var logging = new LoggerUnderTest(null, [("Platform:Observability:Logging:Preset", preset), .. settings]);
        logging["Shop"].LogWarning(7, new InvalidOperationException("no"), "Order {Id}", 42);
        return Assert.Single(logging.Log.Lines);
    }
}
