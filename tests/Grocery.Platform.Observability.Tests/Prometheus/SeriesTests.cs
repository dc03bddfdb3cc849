using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;

namespace Grocery.Platform.Observability.Tests.Prometheus;

public sealed class SeriesTests
{
    private static readonly Uri Path = new("/metrics", UriKind.Relative);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Common_tags_are_on_every_series_unless_the_measurement_has_its_own()
    {
        using var meter = new Meter("Grocery.Common");
        await using var service = await ServiceUnderTest.StartAsync(
            settings: [("Platform:Observability:Metrics:Tags:team", "fruit"), ("Platform:Observability:Metrics:Tags:cost.center", "4\"7")]);
        var counter = meter.CreateCounter<long>("common.orders");
        counter.Add(1);
        counter.Add(2, new KeyValuePair<string, object?>("team", "bread"));

        var text = await service.Client.GetStringAsync(Path, Stop);

        const string scope = "otel_scope_name=\"Grocery.Common\"";
        Assert.Equal(
            [($"{{cost_center=\"4\\\"7\",team=\"fruit\",{scope}}}", 1d), ($"{{team=\"bread\",cost_center=\"4\\\"7\",{scope}}}", 2d)],
            Scrape.Samples(text, "common_orders_total"));
        Assert.All(
            text.Split('\n').Where(line => line.Length > 0 && line[0] != '#'),
            line => Assert.Contains("cost_center=\"4\\\"7\"", line, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Platform:Observability:Metrics:Tags:team", " ")]
    [InlineData("Platform:Observability:Metrics:Tags:team:name", "fruit")]
    [InlineData("Platform:Observability:Metrics:CardinalityLimit", "0")]
    public void A_tag_without_text_or_a_limit_out_of_range_stops_the_start(string key, string value)
    {
        var builder = ServiceUnderTest.CreateBuilder(new LineStream(), (key, value));

        var exception = Assert.Throws<PlatformConfigurationException>(builder.Build);

        Assert.StartsWith("Platform:Observability:Metrics:", Assert.Single(exception.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secrets_in_labels_are_masked_and_long_ones_cut()
    {
        using var meter = new Meter("Grocery.Secret");
        await using var service = await ServiceUnderTest.StartAsync(
            settings: ("Platform:Observability:Metrics:Tags:connection", "Host=db;Password=hunter22"));
        service.App.Services.GetRequiredService<SecretValues>().Add("hunter22");
        meter.CreateCounter<long>("secret.calls").Add(
            1, new("url", "http://shop/?key=hunter22"), new("object", new StringBuilder("a hunter22")), new("long", new string('x', 100_000)));

        var text = await service.Client.GetStringAsync(Path, Stop);

        Assert.DoesNotContain("hunter22", text, StringComparison.Ordinal);
        var labels = Assert.Single(Scrape.Samples(text, "secret_calls_total")).Labels;
        Assert.Contains("url=\"http://shop/?key=***\"", labels, StringComparison.Ordinal);
        Assert.Contains("object=\"a ***\"", labels, StringComparison.Ordinal);
        Assert.Contains($"long=\"{new string('x', 1024)}…\"", labels, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_series_keeps_its_labels_from_scrape_to_scrape_while_others_come_and_go()
    {
        using var meter = new Meter("Grocery.Cache");
        await using var service = await ServiceUnderTest.StartAsync();
        int[] observed = [1, 2, 3];
        meter.CreateObservableGauge("cache.gauge", () => observed.Select(i => new Measurement<int>(i * 10, new KeyValuePair<string, object?>("i", i))));
        var counter = meter.CreateCounter<long>("cache.counter");

        foreach (int[] next in (int[][])[[1, 2, 3], [2], [3, 4, 1], [], [5, 4, 3, 2, 1]])
        {
            observed = next;
            counter.Add(1, new KeyValuePair<string, object?>("next", next.Length));
            var text = await service.Client.GetStringAsync(Path, Stop);

            Assert.Equal(
                next.Order().Select(i => ($"{{i=\"{i}\",otel_scope_name=\"Grocery.Cache\"}}", i * 10d)),
                Scrape.Samples(text, "cache_gauge").OrderBy(sample => sample.Value));
        }

        // The SDK puts the series without tags ahead of those that were there before.
        counter.Add(100);
        var last = Scrape.Samples(await service.Client.GetStringAsync(Path, Stop), "cache_counter_total");
        Assert.Equal([100, 2, 1, 1, 1], last.Select(sample => sample.Value).OrderDescending());
        Assert.Equal(("{otel_scope_name=\"Grocery.Cache\"}", 100d), last[0]);
        Assert.Equal(2, last.Single(sample => sample.Labels.Contains("next=\"3\"", StringComparison.Ordinal)).Value);
    }

    [Fact]
    public async Task Nothing_is_lost_or_torn_when_many_record_while_others_scrape()
    {
        using var meter = new Meter("Grocery.Busy");
        await using var service = await ServiceUnderTest.StartAsync();
        var counter = meter.CreateCounter<long>("busy.counter");
        var histogram = meter.CreateHistogram(
            "busy.histogram", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.5, 1.5] });
        using var done = CancellationTokenSource.CreateLinkedTokenSource(Stop);

        var scraping = Task.Run(
            async () =>
            {
                var last = 0d;
                while (!done.IsCancellationRequested)
                {
                    var text = await service.Client.GetStringAsync(Path, Stop);
                    var total = Scrape.Sum(text, "busy_counter_total");
                    Assert.True(total >= last, $"{total} after {last}");
                    Assert.Equal(
                        Scrape.Sum(text, "busy_histogram_count"),
                        Scrape.Samples(text, "busy_histogram_bucket").Where(sample => sample.Labels.Contains("+Inf", StringComparison.Ordinal)).Sum(sample => sample.Value));
                    last = total;
                }
            },
            Stop);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(thread => Task.Run(
            () =>
            {
                for (var i = 0; i < 20_000; i++)
                {
                    counter.Add(1, new KeyValuePair<string, object?>("series", i % 100));
                    histogram.Record(i % 3, new KeyValuePair<string, object?>("thread", thread));
                }
            },
            Stop)));
        await done.CancelAsync();
        await scraping;

        var final = await service.Client.GetStringAsync(Path, Stop);
        Assert.All(Scrape.Samples(final, "busy_counter_total"), sample => Assert.Equal(800, sample.Value));
        Assert.Equal(100, Scrape.Samples(final, "busy_counter_total").Count);
        Assert.Equal(80_000, Scrape.Sum(final, "busy_histogram_count"));
        Assert.All(Scrape.Samples(final, "busy_histogram_sum"), sample => Assert.Equal(19_999, sample.Value));
    }

    [Fact]
    public async Task A_client_that_does_not_read_holds_up_neither_recording_nor_other_scrapes()
    {
        using var meter = new Meter("Grocery.Slow");
        await using var service = await ServiceUnderTest.StartAsync();
        var counter = meter.CreateCounter<long>("slow.counter");
        var wide = new string('w', 1000);
        for (var i = 0; i < 2000; i++)
            counter.Add(1, new("i", i), new("a", wide), new("b", wide), new("c", wide));

        // 6 MB each: far more than the sockets and the server hold for a client that reads nothing.
        var silent = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => AskAndDoNotReadAsync(service)));
        counter.Add(1, new("i", 7), new("a", wide), new("b", wide), new("c", wide));
        var text = await service.Client.GetStringAsync(Path, Stop).WaitAsync(TimeSpan.FromSeconds(20), Stop);

        Assert.Equal(2001, Scrape.Sum(text, "slow_counter_total"));
        Array.ForEach(silent, client => client.Dispose());
    }

    [Theory]
    [InlineData(true, null, null, true)]
    [InlineData(true, "Platform:Observability:Metrics:Exemplars", "false", false)]
    [InlineData(true, "Platform:Observability:Tracing:Enabled", "false", false)]
    [InlineData(true, "OTEL_METRICS_EXEMPLAR_FILTER", "always_off", false)]
    [InlineData(false, "OTEL_METRICS_EXEMPLAR_FILTER", "always_on", true)]
    [InlineData(false, null, null, false)]
    public async Task Measurements_within_a_recorded_trace_are_exemplars(bool isTraced, string? key, string? value, bool isExpected)
    {
        using var meter = new Meter("Grocery.Exemplar");
        using var source = new ActivitySource("Grocery.Exemplar");
        await using var service = await ServiceUnderTest.StartAsync(settings: key is null ? [] : [(key, value)]);
        var histogram = meter.CreateHistogram(
            "exemplar.wait", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [1, 2] });
        var activity = isTraced ? source.StartActivity("work") : null;
        histogram.Record(1.5);
        meter.CreateCounter<long>("exemplar.count").Add(3);
        meter.CreateUpDownCounter<long>("exemplar.level").Add(3);
        activity?.Dispose();

        using var request = new HttpRequestMessage(HttpMethod.Get, Path) { Headers = { { "Accept", "application/openmetrics-text" } } };
        var open = await (await service.Client.SendAsync(request, Stop)).Content.ReadAsStringAsync(Stop);
        var text = await service.Client.GetStringAsync(Path, Stop);

        var ids = activity is null ? "" : $"trace_id=\"{activity.TraceId}\",span_id=\"{activity.SpanId}\"";
        var lines = open.Split('\n').Where(line => line.StartsWith("exemplar_", StringComparison.Ordinal)).ToArray();
        Assert.Equal(isExpected ? 2 : 0, lines.Count(line => line.Contains(" # {", StringComparison.Ordinal)));
        Assert.Equal(isExpected, Array.Exists(lines, line => line.Contains($"le=\"2.0\"}} 1 # {{{ids}}} 1.5 ", StringComparison.Ordinal)));
        Assert.Equal(isExpected, Array.Exists(lines, line => line.Contains($"}} 3 # {{{ids}}} 3 ", StringComparison.Ordinal)));
        Assert.DoesNotContain(" # {", text, StringComparison.Ordinal);
    }

    private static async Task<TcpClient> AskAndDoNotReadAsync(ServiceUnderTest service)
    {
        var address = service.Client.BaseAddress!;
        var client = new TcpClient { ReceiveBufferSize = 4096 };
        await client.ConnectAsync(address.Host, address.Port, Stop);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"GET /metrics HTTP/1.1\r\nHost: {address.Authority}\r\n\r\n")), Stop);

        // The first byte says that the answer is on its way.
        await stream.ReadExactlyAsync(new byte[1], Stop).AsTask().WaitAsync(TimeSpan.FromSeconds(20), Stop);
        return client;
    }
}
