using Grocery.AppHost.Telemetry;

namespace Grocery.AppHost.Tests.Telemetry;

public sealed class TraceStoreTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_flood_drops_the_oldest_traces_and_counts_them()
    {
        var store = new TraceStore(mostTraces: 50, mostSpansPerTrace: 3);

        await Parallel.ForAsync(0, 8, TestContext.Current.CancellationToken, (writer, _) =>
        {
            for (var index = 0; index < 1000; index++)
                store.Add([Span($"{writer}-{index}", "a"), Span($"{writer}-{index}", "b")]);
            return ValueTask.CompletedTask;
        });

        Assert.Equal(50, store.Count);
        Assert.Equal(7950, store.DroppedTraces);
        Assert.Equal(50, store.List(_ => true, 1000).Count);
    }

    [Fact]
    public void A_trace_takes_a_limited_number_of_spans()
    {
        var store = new TraceStore(mostTraces: 50, mostSpansPerTrace: 3);

        store.Add(Enumerable.Range(0, 10).Select(index => Span("one", $"{index}")));

        Assert.Equal(3, store.Find("one").Count);
        Assert.Equal(7, store.DroppedSpans);
    }

    [Fact]
    public void The_newest_trace_that_matches_comes_first()
    {
        var store = new TraceStore();
        store.Add([Span("old", "a"), Span("broken", "a") with { IsError = true }, Span("new", "a")]);

        Assert.Equal(["new", "broken", "old"], store.List(_ => true, 10).Select(trace => trace.TraceId));
        Assert.Equal(["broken"], store.List(trace => trace.IsError, 10).Select(trace => trace.TraceId));
        Assert.Equal(["new"], store.List(_ => true, 1).Select(trace => trace.TraceId));
    }

    [Fact]
    public void A_request_is_told_from_work_in_the_background()
    {
        var store = new TraceStore();

        store.Add([Span("request", "a"), Span("background", "a") with { Kind = "internal" }]);

        Assert.Equal(["request"], store.List(trace => trace.IsRequest, 10).Select(trace => trace.TraceId));
    }

    [Fact]
    public void A_trace_whose_caller_is_not_known_begins_with_its_earliest_span()
    {
        var store = new TraceStore();

        store.Add([Span("one", "child", "server") with { Start = Start.AddSeconds(1) }, Span("one", "server", "browser") with { Name = "GET /" }]);

        Assert.Equal("GET /", Assert.Single(store.List(_ => true, 10)).Name);
    }

    private static Span Span(string trace, string id, string parent = "") => new(
        new TelemetrySource("cart", "cart-1"), trace, id, parent, "GET /cart", "server", Start, TimeSpan.FromMilliseconds(5), false, new Dictionary<string, string>(), []);
}
