using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Observability.Tests.Logging;

public sealed partial class LogLineTests
{
    [Fact]
    public void A_line_has_the_members_of_the_contract_in_their_order()
    {
        using var logging = new LoggerUnderTest();
        using var activity = new Activity("work").Start();
        using var scope = logging["Shop"].BeginScope(new Dictionary<string, object> { ["Tenant"] = "ulm" });

        Write.Order(logging["Shop"], 42, "apple", new InvalidOperationException("no"));

        var line = Assert.Single(logging.Log.Lines);
        string[] members =
        [
            "timestamp", "level", "message", "template", "logger", "event_id", "trace_id", "span_id",
            "service", "version", "environment", "instance", "attributes", "error",
        ];
        Assert.Equal(members, line.EnumerateObject().Select(member => member.Name));
        Assert.Equal("Warning", Text(line, "level"));
        Assert.Equal("Order 42 of apple", Text(line, "message"));
        Assert.Equal("Order {Id} of {Fruit}", Text(line, "template"));
        Assert.Equal("Shop", Text(line, "logger"));
        Assert.Equal(7, line.GetProperty("event_id").GetInt32());
        Assert.Equal(activity.TraceId.ToHexString(), Text(line, "trace_id"));
        Assert.Equal(activity.SpanId.ToHexString(), Text(line, "span_id"));
        Assert.Equal(("products", "1.2.3"), (Text(line, "service"), Text(line, "version")));
        Assert.Equal(("staging", "pod-7"), (Text(line, "environment"), Text(line, "instance")));
        Assert.Equal("""{"Id":42,"Fruit":"apple","Tenant":"ulm"}""", line.GetProperty("attributes").GetRawText());
        Assert.Equal(["type", "message", "stack"], line.GetProperty("error").EnumerateObject().Select(member => member.Name));
        Assert.Equal("System.InvalidOperationException", Text(line.GetProperty("error"), "type"));
        Assert.Equal("no", Text(line.GetProperty("error"), "message"));
    }

    [Fact]
    public void The_timestamp_is_RFC_3339_in_UTC()
    {
        using var logging = new LoggerUnderTest();
        var before = TimeProvider.System.GetUtcNow();

        logging["Shop"].LogInformation("now");

        var text = Text(Assert.Single(logging.Log.Lines), "timestamp")!;
        Assert.Matches(Rfc3339(), text);
        var time = DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
        Assert.InRange(time, before.AddSeconds(-1), before.AddMinutes(1));
    }

    [Fact]
    public void A_line_outside_of_a_trace_has_no_trace_and_one_without_an_exception_no_error()
    {
        using var logging = new LoggerUnderTest();

        logging["Shop"].LogInformation("plain");

        var line = Assert.Single(logging.Log.Lines);
        Assert.False(line.TryGetProperty("trace_id", out _));
        Assert.False(line.TryGetProperty("error", out _));
        Assert.Equal("{}", line.GetProperty("attributes").GetRawText());
    }

    [Fact]
    public void Lines_of_many_threads_stay_whole()
    {
        using var logging = new LoggerUnderTest();

        Parallel.For(0, 500, i => logging["Shop"].LogInformation("line\n{Number}\r\n", i));

        Assert.Equal(500, logging.Log.Texts.Count);
        Assert.All(logging.Log.Writes, write => Assert.EndsWith("}\n", write, StringComparison.Ordinal));
        Assert.Equal(Enumerable.Range(0, 500), logging.Log.Lines.Select(line => Attribute(line, "Number").GetInt32()).Order());
    }

    [Fact]
    public void Values_keep_their_kind()
    {
        using var logging = new LoggerUnderTest();

        logging["Shop"].LogInformation(
            "{Int} {Long} {Double} {Decimal} {Bool} {Null} {Guid} {Time} {Span} {Day} {List}",
            1, 2L, 0.5, 1.10m, true, null, Guid.Empty, DateTimeOffset.UnixEpoch, TimeSpan.FromSeconds(90), DayOfWeek.Friday, new[] { 1, 2 });

        var line = Assert.Single(logging.Log.Lines);
        Assert.Equal(
            """{"Int":1,"Long":2,"Double":0.5,"Decimal":1.10,"Bool":true,"Null":null,"Guid":"00000000-0000-0000-0000-000000000000","Time":"1970-01-01T00:00:00+00:00","Span":"00:01:30","Day":"Friday","List":[1,2]}""",
            line.GetProperty("attributes").GetRawText());
        Assert.Equal(
            "1 2 0.5 1.10 True (null) 00000000-0000-0000-0000-000000000000 01/01/1970 00:00:00 +00:00 00:01:30 Friday 1, 2",
            Text(line, "message"));
    }

    [Fact]
    public void A_message_is_rendered_with_its_formats_and_alignments()
    {
        using var logging = new LoggerUnderTest();

        logging["Shop"].LogInformation("[{Price:0.00}] [{Name,6}] [{Name2,-6}] {{literal}}", 3.14159, "ulm", "ulm");

        Assert.Equal("[3.14] [   ulm] [ulm   ] {literal}", Text(Assert.Single(logging.Log.Lines), "message"));
    }

    [Fact]
    public void Braces_in_a_text_of_a_user_are_no_holes()
    {
        using var logging = new LoggerUnderTest();
        using var scope = logging["Shop"].BeginScope(new Dictionary<string, object> { ["RequestPath"] = "/orders" });

        LogTemplate(logging["Shop"], "hello {RequestPath} {RequestPath,200000000}");
        LogTemplate(logging["Shop"], "{Id} {RequestPath}", KeyValuePair.Create("Id", (object?)1));

        Assert.Equal(
            ["hello {RequestPath} {RequestPath,200000000}", "1 {RequestPath}"],
            logging.Log.Lines.Select(line => Text(line, "message")));
    }

    [Fact]
    public void Templates_that_are_made_anew_for_each_call_do_not_fill_the_memory()
    {
        using var logging = new LoggerUnderTest();
        var logger = logging["Shop"];
        var before = GC.GetTotalMemory(forceFullCollection: true);

        for (var i = 0; i < 5000; i++)
            logger.Log(LogLevel.Information, $"{i} {new string('x', i % 2 == 0 ? 100_000 : 500)}");

        logging.Log.Forget();
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 32 * 1024 * 1024);
    }

    [Fact]
    public void Two_services_in_a_process_do_not_share_what_they_remember_of_their_lines()
    {
        using var one = new LoggerUnderTest();
        using var other = new LoggerUnderTest(null, ("Platform:Observability:Logging:Preset", "otel"));

        one["Shop"].Log(LogLevel.Information, "");
        other["Shop"].Log(LogLevel.Information, "");

        Assert.Equal("", Text(Assert.Single(one.Log.Lines), "message"));
        Assert.Equal("", Text(Assert.Single(other.Log.Lines), "Body"));
    }

    [Fact]
    public void Attributes_cannot_collide_with_the_members_of_the_line()
    {
        using var logging = new LoggerUnderTest();

        logging["Shop"].LogInformation("{timestamp} {level} {message} {service} {error} {trace_id}", 1, 2, 3, 4, 5, 6);

        var line = Assert.Single(logging.Log.Lines);
        Assert.Equal("products", Text(line, "service"));
        Assert.Equal(
            """{"timestamp":1,"level":2,"message":3,"service":4,"error":5,"trace_id":6}""", line.GetProperty("attributes").GetRawText());
    }

    [Fact]
    public void A_destructured_object_becomes_an_object_and_a_dictionary_too()
    {
        using var logging = new LoggerUnderTest();

        logging["Shop"].LogInformation("{@Order} {Prices}", new { Id = 1, Lines = new[] { new { Fruit = "apple" } } }, new Dictionary<string, int> { ["a"] = 1 });

        Assert.Equal(
            """{"Order":{"Id":1,"Lines":[{"Fruit":"apple"}]},"Prices":{"a":1}}""",
            Assert.Single(logging.Log.Lines).GetProperty("attributes").GetRawText());
    }

    [Fact]
    public void Inner_exceptions_are_in_the_stack()
    {
        using var logging = new LoggerUnderTest();

        logging["Shop"].LogError(new InvalidOperationException("outer", new FormatException("inner")), "failed");

        var error = Assert.Single(logging.Log.Lines).GetProperty("error");
        Assert.Equal("outer", Text(error, "message"));
        Assert.Contains("System.FormatException: inner", Text(error, "stack"), StringComparison.Ordinal);
    }

    private static void LogTemplate(ILogger logger, string template, params KeyValuePair<string, object?>[] values) =>
        logger.Log(LogLevel.Information, 0, values.Append(new KeyValuePair<string, object?>("{OriginalFormat}", template)).ToArray(), null, (_, _) => "");

    private static string? Text(JsonElement element, string member) => element.GetProperty(member).GetString();

    private static JsonElement Attribute(JsonElement line, string name) => line.GetProperty("attributes").GetProperty(name);

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z$")]
    private static partial Regex Rfc3339();

    private static partial class Write
    {
        [LoggerMessage(7, LogLevel.Warning, "Order {Id} of {Fruit}")]
        public static partial void Order(ILogger logger, int id, string fruit, Exception exception);
    }
}
