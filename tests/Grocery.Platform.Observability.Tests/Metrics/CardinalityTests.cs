using System.Diagnostics.Metrics;
using Grocery.Platform.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace Grocery.Platform.Observability.Tests.Metrics;

public sealed class CardinalityTests
{
    private const string Category = "Grocery.Platform.Observability.Metrics.OverflowMetrics";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Series_beyond_the_limit_are_folded_into_one_and_said()
    {
        using var meter = new Meter("Grocery.Many");
        await using var service = await StartAsync(new ManualTimeProvider());
        RecordTen(meter);

        await ScrapeAsync(service);
        var text = await ScrapeAsync(service);

        // The SDK keeps a place for the series without tags beside those of the limit.
        Assert.All(
            new[] { "many_counter_total", "many_level", "many_histogram_count", "many_observed_total" },
            name => Assert.Equal(5 + 1, Scrape.Samples(text, name).Count));
        const string folded = "{otel_metric_overflow=\"true\",otel_scope_name=\"Grocery.Many\"";
        Assert.Equal(10 - 5, Value(text, "many_counter_total", folded));
        Assert.Equal(10 - 5, Value(text, "many_level", folded));
        Assert.Equal(10 - 5, Value(text, "many_histogram_count", folded));
        Assert.Equal(10 - 5, Value(text, "many_observed_total", folded));
        Assert.Equal(5, Scrape.Samples(text, "many_few_total").Count);
        Assert.Equal(
            ["many.counter", "many.histogram", "many.level", "many.observed"],
            Scrape.Samples(text, "grocery_metrics_overflow")
                .Where(sample => sample.Value == 1 && sample.Labels.Contains("meter=\"Grocery.Many\"", StringComparison.Ordinal))
                .Select(sample => sample.Labels.Split('"')[1]).Order());
    }

    [Fact]
    public async Task The_log_names_the_instruments_once_and_at_most_once_a_minute()
    {
        using var meter = new Meter("Grocery.Many");
        var time = new ManualTimeProvider();
        await using var service = await StartAsync(time);
        var one = meter.CreateCounter<long>("many.one");
        var two = meter.CreateCounter<long>("many.two");
        var three = meter.CreateCounter<long>("many.three");

        AddTen(one);
        await ScrapeAsync(service);
        AddTen(one);
        AddTen(two);
        AddTen(three);
        await ScrapeAsync(service);
        var early = service.Log.Of(Category).Count;
        time.Advance(TimeSpan.FromMinutes(1));
        await ScrapeAsync(service);
        time.Advance(TimeSpan.FromMinutes(1));
        await ScrapeAsync(service);

        Assert.Equal(1, early);
        Assert.Equal(
            [
                "many.one: more than 5 series; measurements of further ones are folded into one series with otel.metric.overflow=true",
                "many.three, many.two: more than 5 series; measurements of further ones are folded into one series with otel.metric.overflow=true",
            ],
            service.Log.Of(Category).Select(line => line.GetProperty("message").GetString()));
        Assert.All(service.Log.Of(Category), line => Assert.Equal("Warning", line.GetProperty("level").GetString()));
    }

    [Fact]
    public async Task An_instrument_of_the_service_has_the_configured_limit_also_when_it_is_called_like_one_with_few_series()
    {
        using var meter = new Meter("Grocery.Many");
        await using var service = await StartAsync(new ManualTimeProvider());
        AddTen(meter.CreateCounter<long>("grocery.logs.many"));

        var text = await ScrapeAsync(service);

        Assert.Equal(5 + 1, Scrape.Samples(text, "grocery_logs_many_total").Count);
    }

    [Fact]
    public async Task What_has_few_series_by_its_nature_keeps_all_of_them_under_a_low_limit()
    {
        await using var service = await ServiceUnderTest.StartAsync(settings: ("Platform:Observability:Metrics:CardinalityLimit", "1"));
        GC.Collect();

        var text = await ScrapeAsync(service);

        Assert.True(Scrape.Samples(text, "dotnet_gc_collections_total").Count > 1);
        Assert.DoesNotContain(Scrape.Samples(text, "dotnet_gc_collections_total"), sample => sample.Labels.Contains("overflow", StringComparison.Ordinal));
    }

    private static void RecordTen(Meter meter)
    {
        AddTen(meter.CreateCounter<long>("many.counter"));
        var few = meter.CreateCounter<long>("many.few");
        var level = meter.CreateUpDownCounter<long>("many.level");
        var histogram = meter.CreateHistogram<double>("many.histogram");
        for (var i = 0; i < 10; i++)
        {
            few.Add(1, Tag(i % 5));
            level.Add(1, Tag(i));
            histogram.Record(1, Tag(i));
        }

        meter.CreateObservableCounter("many.observed", () => Enumerable.Range(0, 10).Select(i => new Measurement<long>(1, Tag(i))));
    }

    private static void AddTen(Counter<long> counter)
    {
        for (var i = 0; i < 10; i++)
            counter.Add(1, Tag(i));
    }

    private static KeyValuePair<string, object?> Tag(int value) => new("user", value);

    private static double Value(string text, string name, string labels) =>
        Assert.Single(Scrape.Samples(text, name), sample => sample.Labels.StartsWith(labels, StringComparison.Ordinal)).Value;

    private static Task<string> ScrapeAsync(ServiceUnderTest service) => service.Client.GetStringAsync(new Uri("/metrics", UriKind.Relative), Stop);

    private static Task<ServiceUnderTest> StartAsync(TimeProvider time) => ServiceUnderTest.StartAsync(
        add: builder => builder.Services.AddSingleton(time), settings: ("Platform:Observability:Metrics:CardinalityLimit", "5"));
}
