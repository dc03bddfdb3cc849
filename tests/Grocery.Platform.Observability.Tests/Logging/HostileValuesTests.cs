using System.Diagnostics.Metrics;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Grocery.Platform.Observability.Logging.Output;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Observability.Tests.Logging;

public sealed class HostileValuesTests
{
    private static readonly Gen<object?> Values = Gen.OneOf(
        ArbMap.Default.GeneratorFor<string>().Select(text => (object?)text),
        ArbMap.Default.GeneratorFor<char[]>().Select(chars => (object?)new string(chars)),
        Gen.Choose(0xD7F0, 0xE010).Select(unit => (object?)$"a{(char)unit}b"),
        Gen.Choose(0, 0xA0).Select(unit => (object?)(char)unit),
        ArbMap.Default.GeneratorFor<double>().Select(number => (object?)number),
        ArbMap.Default.GeneratorFor<float>().Select(number => (object?)number),
        ArbMap.Default.GeneratorFor<decimal>().Select(number => (object?)number),
        ArbMap.Default.GeneratorFor<DateTime>().Select(time => (object?)time),
        ArbMap.Default.GeneratorFor<Dictionary<string, string>>().Where(map => map is not null).Select(map => (object?)map),
        ArbMap.Default.GeneratorFor<byte[]>().Select(bytes => (object?)bytes),
        Gen.Elements<object?>(
            double.NaN, double.NegativeInfinity, float.PositiveInfinity, Half.NaN, Int128.MaxValue, ulong.MaxValue, new Throwing(), new Cyclic(),
            new Hollow(), Endless(), "\0\u0001\u001f\u007f\u2028\u2029\ud800", new string('x', 100_000), new[] { new Throwing() }, typeof(string),
            (DayOfWeek)99, new Uri("relative", UriKind.Relative), new StringBuilder("text"), (1, "two"), (Action)(() => { }), null));

    private static readonly Gen<string> Templates = Gen.Elements(
        "{A} and {B}", "{@A} and {@B}", "{$A} {B:X} {A,20}", "{A:0.00} {B:yyyy}", "{A", "}{", "{{A}} {B}", "{0} {1}", "", "\n\u2028{A}{B}");

    [Fact]
    public void Whatever_is_logged_is_exactly_one_valid_line()
    {
        using var logging = new LoggerUnderTest();
        var logger = logging["Hostile"];
        var cases = Gen.Select(Values, value => value).Two().SelectMany(pair => Templates.Select(template => (pair.Item1, pair.Item2, template)));

        Check.One(FsCheck.Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(cases.ToArbitrary(), input =>
        {
            var before = logging.Log.Texts.Count;
            var state = State(input.template, input.Item1, input.Item2);

            logger.Log(LogLevel.Information, 0, state, null, (_, _) => "");

            var line = logging.Log.Lines.Skip(before).Single();
            return line.GetProperty("logger").GetString() == "Hostile" && line.GetProperty("attributes").EnumerateObject().Any();
        }));
    }

    [Fact]
    public void A_value_that_throws_costs_only_its_own_text()
    {
        using var logging = new LoggerUnderTest();

        logging["Hostile"].LogInformation("{Good} {Bad}", "apple", new Throwing());

        var line = Assert.Single(logging.Log.Lines);
        Assert.Equal("apple (Throwing.ToString threw InvalidOperationException)", line.GetProperty("message").GetString());
        Assert.Equal("{Good} {Bad}", line.GetProperty("template").GetString());
    }

    [Fact]
    public void A_value_that_logs_from_its_ToString_gives_both_lines()
    {
        using var logging = new LoggerUnderTest();
        var logger = logging["Hostile"];

        logger.LogInformation("outer {Value} {Bad}", new Chatty(logger), new Throwing());

        Assert.Contains(logging.Log.Lines, line => line.GetProperty("message").GetString() == "inner");
        Assert.Contains(
            logging.Log.Lines,
            line => line.GetProperty("message").GetString() == "outer chatty (Throwing.ToString threw InvalidOperationException)");
    }

    [Fact]
    public void An_exception_that_throws_is_still_reported()
    {
        using var logging = new LoggerUnderTest();

        logging["Hostile"].LogError(new ThrowingException(), "failed");

        var error = Assert.Single(logging.Log.Lines).GetProperty("error");
        Assert.Contains(nameof(ThrowingException), error.GetProperty("type").GetString(), StringComparison.Ordinal);
        Assert.Equal("(ThrowingException.Message threw NotSupportedException)", error.GetProperty("message").GetString());
    }

    [Fact]
    public void A_line_is_bounded_and_says_that_it_was_cut()
    {
        using var logging = new LoggerUnderTest();
        var huge = new string('\u0001', 10_000_000);
        var scope = Enumerable.Range(0, 1000).ToDictionary(i => $"Attribute{i}", object (i) => huge);

        using (logging["Hostile"].BeginScope(scope))
            logging["Hostile"].LogError(new InvalidOperationException(huge), "{Huge}", huge);

        var line = Assert.Single(logging.Log.Lines);
        Assert.True(line.GetProperty("truncated").GetBoolean());
        Assert.InRange(logging.Log.Writes.Single().Length, 1, 512 * 1024);
    }

    [Fact]
    public void A_stream_that_fails_drops_the_line_counts_it_and_never_reaches_the_caller()
    {
        using var closed = new Closed();
        using var logging = new LoggerUnderTest(builder => builder.Services.AddSingleton(
            services => ActivatorUtilities.CreateInstance<LogOutput>(services, closed)));
        var dropped = 0L;
        using var listener = new MeterListener { InstrumentPublished = (instrument, it) => Listen(instrument, it) };
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => Interlocked.Add(ref dropped, value));
        var logger = logging["Hostile"];
        listener.Start();

        logger.LogInformation("lost");
        logger.LogInformation("lost too");
        logging.Services.GetRequiredService<LogOutput>().Flush(TimeSpan.FromSeconds(30));

        Assert.Equal(2, dropped);
    }

    private static void Listen(Instrument instrument, MeterListener listener)
    {
        if (instrument.Name == "grocery.logs.dropped")
            listener.EnableMeasurementEvents(instrument);
    }

    private static KeyValuePair<string, object?>[] State(string template, object? a, object? b) =>
        [new("A", a), new("@B", b), new("$C", a), new("{OriginalFormat}", template)];

    private static IEnumerable<int> Endless()
    {
        for (var i = 0; ; i++)
            yield return i;
    }

    private sealed class Throwing
    {
        public string Value => throw new InvalidOperationException();

        public override string ToString() => throw new InvalidOperationException();
    }

    private sealed class Hollow
    {
        public override string ToString() => null!;
    }

    private sealed class Cyclic
    {
        public Cyclic One => this;

        public Cyclic Two => this;

        public Cyclic[] Many => [this, this, this];
    }

    private sealed class Chatty(ILogger logger)
    {
        public override string ToString()
        {
            logger.LogInformation("inner");
            return "chatty";
        }
    }

    private sealed class ThrowingException : Exception
    {
        public override string Message => throw new NotSupportedException();

        public override string ToString() => throw new NotSupportedException();
    }

    private sealed class Closed : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("Broken pipe");
    }
}
