using System.Text;
using Grocery.AppHost.Processes;
using Grocery.AppHost.Telemetry;

namespace Grocery.AppHost.Tests.Telemetry;

public sealed class LogTailTests : IDisposable
{
    private const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";

    private readonly string _folder = Directory.CreateTempSubdirectory("grocery-test-").FullName;
    private readonly LogStore _store = new();
    private readonly LogTail _tail;

    public LogTailTests() => _tail = new LogTail(_folder, _store);

    private string Cart => Path.Combine(_folder, "cart.log");

    public void Dispose() => TemporaryFolder.Delete(_folder);

    [Fact]
    public void Lines_are_found_by_trace_and_by_text()
    {
        File.WriteAllText(Cart, Line("one", Trace) + Line("two") + Line("three", Trace));
        File.WriteAllText(Path.Combine(_folder, "product.log"), Line("four", Trace));
        _tail.ReadOnce();

        Assert.Equal(["four", "one", "three"], Search(traceId: Trace).Select(line => line.Message).Order());
        Assert.Equal("two", Assert.Single(Search(text: "TWO")).Message);
        Assert.Empty(Search(text: "five"));
    }

    [Fact]
    public void A_half_written_line_comes_once_when_it_is_whole()
    {
        var line = Line("grüße", Trace);
        var bytes = Encoding.UTF8.GetBytes(line);
        var cut = Array.IndexOf(bytes, (byte)0xC3) + 1;

        File.WriteAllBytes(Cart, bytes[..cut]);
        _tail.ReadOnce();
        Assert.Empty(Search());

        File.AppendAllText(Cart, "");
        using (var file = new FileStream(Cart, FileMode.Append))
            file.Write(bytes.AsSpan(cut));
        _tail.ReadOnce();
        _tail.ReadOnce();

        Assert.Equal("grüße", Assert.Single(Search()).Message);
    }

    [Theory]
    [InlineData("a longer line than the one before, so that the file is no shorter than the old one")]
    [InlineData("b")]
    public void A_file_that_was_replaced_is_read_from_its_start(string message)
    {
        File.WriteAllText(Cart, Line("before", second: 1));
        _tail.ReadOnce();
        File.Move(Cart, Cart + ".1");
        _tail.ReadOnce();
        File.WriteAllText(Cart, Line(message, second: 2));
        _tail.ReadOnce();

        Assert.Equal(["before", message], Search().Select(line => line.Message));
    }

    [Fact]
    public void A_file_that_was_replaced_between_two_looks_is_read_from_its_start()
    {
        File.WriteAllText(Cart, Line("before", second: 1));
        _tail.ReadOnce();
        File.WriteAllText(Cart, Line("after", second: 2) + Line("more", second: 3));
        _tail.ReadOnce();

        Assert.Equal(["before", "after", "more"], Search().Select(line => line.Message));
    }

    [Fact]
    public void What_is_no_line_of_the_platform_is_shown_as_it_is()
    {
        File.WriteAllText(Cart, "Unhandled exception. System.Exception\n[1,2]\n{\"level\":7,\"message\":[]}\n\n{broken\nHost=db;Password=hunter2\n");
        _tail.ReadOnce();

        Assert.Equal(5, Search().Count);
        Assert.Contains(Search(), line => line.Message == "Unhandled exception. System.Exception" && line.Service == "cart");
        Assert.DoesNotContain(Search(), line => line.Text.Contains("hunter2", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"level":"Error","message":"half \ud800"}""")]
    [InlineData("""{"level":"Error","message":"one","\ud800":1}""")]
    public void A_line_that_is_JSON_and_no_text_is_shown_and_the_next_one_comes(string line)
    {
        File.WriteAllText(Cart, $"{line}\n{Line("next")}");
        _tail.ReadOnce();

        Assert.Equal([line, "next"], Search().Select(found => found.Message == "next" ? "next" : found.Text));
    }

    [Fact]
    public void A_line_of_PostgreSQL_keeps_its_time()
    {
        File.WriteAllText(Path.Combine(_folder, "postgres.log"), "2026-11-22 03:20:51.894 UTC [24956] LOG:  database system is ready\n");
        _tail.ReadOnce();

        Assert.Equal(new DateTimeOffset(2026, 11, 22, 3, 20, 51, 894, TimeSpan.Zero), Assert.Single(Search()).Time);
    }

    [Fact]
    public void A_line_without_end_takes_bounded_memory_and_the_next_one_comes()
    {
        File.WriteAllText(Cart, new string('x', 5_000_000) + "\n" + Line("next"));
        for (var look = 0; look < 6; look++)
            _tail.ReadOnce();

        Assert.Equal(2, Search().Count);
        Assert.True(Search()[0].Text.Length < 3000);
        Assert.Equal("next", Search()[1].Message);
    }

    [Fact]
    public void A_flood_keeps_the_newest_lines_and_counts_the_others()
    {
        var store = new LogStore(most: 100);
        for (var index = 0; index < 5000; index++)
            store.Add(LogLine.Read(Line($"line {index}"), "cart"));

        Assert.Equal(4900, store.Dropped);
        Assert.Equal("line 4999", store.Search(0, "", "", "", 1).Single().Message);
        Assert.Equal(100, store.Search(0, "", "", "", 5000).Count);
        Assert.Equal(["line 4998", "line 4999"], store.Search(4998, "", "", "", 10).Select(line => line.Message));
    }

    private static string Line(string message, string trace = "", int second = 0) =>
        $$"""{"timestamp":"2026-01-01T00:00:0{{second}}.000Z","level":"Information","message":"{{message}}","service":"cart","trace_id":"{{trace}}"}""" + "\n";

    private IReadOnlyList<LogLine> Search(string traceId = "", string text = "") => _store.Search(0, traceId, text, "", 1000);
}
