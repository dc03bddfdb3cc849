using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;

namespace Grocery.Platform.Observability.Tests.Metrics;

public sealed partial class HistogramEdgesTests
{
    private const string Histograms = "Platform:Observability:Metrics:Histograms:";
    private const string Objective = "Platform:Observability:Metrics:LatencyObjective";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_configured_edges_hold_by_exact_name_then_by_the_longest_match()
    {
        using var meter = new Meter("Grocery.Edges");
        await using var service = await StartAsync(
            null, (Histograms + "edges.*", "1, 2"), (Histograms + "edges.of.*", "3,4.5"), (Histograms + "edges.of.one", "-1, 0, 1e3"));
        foreach (var name in new[] { "edges.of.one", "edges.of.two", "edges.three" })
            meter.CreateHistogram<double>(name).Record(1);

        var text = await ScrapeAsync(service);

        Assert.Equal([-1, 0, 1000, double.PositiveInfinity], Edges(text, "edges_of_one"));
        Assert.Equal([3, 4.5, double.PositiveInfinity], Edges(text, "edges_of_two"));
        Assert.Equal([1, 2, double.PositiveInfinity], Edges(text, "edges_three"));
    }

    [Fact]
    public async Task An_instrument_without_configured_edges_keeps_its_advice()
    {
        using var meter = new Meter("Grocery.Edges");
        await using var service = await StartAsync(null, (Histograms + "other", "1"));
        meter.CreateHistogram("advised", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [7, 8] }).Record(1);
        meter.CreateCounter<long>("other").Add(1);

        var text = await ScrapeAsync(service);

        Assert.Equal([7, 8, double.PositiveInfinity], Edges(text, "advised"));
        Assert.Single(Scrape.Samples(text, "other_total"));
    }

    [Theory]
    [InlineData(null, null, new[] { 0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10 })]
    [InlineData("00:00:00.3", null, new[] { 0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.3, 0.5, 0.75, 1, 2.5, 5, 7.5, 10 })]
    [InlineData("00:00:00.3", "0.1, 1", new[] { 0.1, 0.3, 1 })]
    [InlineData("00:00:02", "0.1, 1, 2", new[] { 0.1, 1, 2 })]
    [InlineData(null, "0.1, 1", new[] { 0.1, 0.25, 1 })]
    public async Task The_objective_is_always_an_edge_of_the_request_duration(string? objective, string? edges, double[] expected)
    {
        await using var service = await StartAsync(
            null, (Objective, objective), (Histograms + "http.server.request.*", edges));
        await service.Client.GetAsync(new Uri("/hello", UriKind.Relative), Stop);

        var text = await ScrapeAsync(service);

        Assert.Equal([.. expected, double.PositiveInfinity], Edges(text, "http_server_request_duration_seconds"));
    }

    [Fact]
    public async Task A_view_of_the_service_goes_first_and_makes_no_second_series()
    {
        using var meter = new Meter("Grocery.Edges");
        var counted = new MetricCounter();
        await using var service = await StartAsync(
            builder => builder.Services.ConfigureOpenTelemetryMeterProvider(metrics => metrics
                .AddView("http.server.request.duration", new ExplicitBucketHistogramConfiguration { Boundaries = [0.4] })
                .AddView(instrument => throw new InvalidOperationException(instrument.Name))
                .AddView("dropped", MetricStreamConfiguration.Drop)
                .AddReader(new BaseExportingMetricReader(counted) { TemporalityPreference = MetricReaderTemporalityPreference.Cumulative })),
            (Objective, "00:00:00.3"),
            (Histograms + "*", "1, 2"));
        await service.Client.GetAsync(new Uri("/hello", UriKind.Relative), Stop);
        meter.CreateHistogram<double>("dropped").Record(1);
        meter.CreateHistogram<double>("edges").Record(1);

        var text = await ScrapeAsync(service);
        service.App.Services.GetRequiredService<MeterProvider>().ForceFlush();

        Assert.Equal([0.4, double.PositiveInfinity], Edges(text, "http_server_request_duration_seconds"));
        Assert.Equal([1, 2, double.PositiveInfinity], Edges(text, "edges"));
        Assert.DoesNotContain("# TYPE dropped ", text, StringComparison.Ordinal);
        Assert.Single(counted.Names, name => name == "http.server.request.duration");
    }

    [Theory]
    [InlineData("")]
    [InlineData("fast")]
    [InlineData("0.1, 0.1")]
    [InlineData("0.2, 0.1")]
    [InlineData("0.1, NaN")]
    [InlineData("0.1, Infinity")]
    [InlineData("0.1;0.2")]
    public void Edges_that_are_none_stop_the_start(string edges)
    {
        var builder = ServiceUnderTest.CreateBuilder(new LineStream(), (Histograms + "shop.wait", edges));

        var exception = Assert.Throws<PlatformConfigurationException>(builder.Build);

        Assert.Equal(
            $"{Histograms}shop.wait is \"{edges}\"; allowed: at least one number, ascending, with commas between, such as 0.05, 0.1, 0.3. Mend or remove it.",
            Assert.Single(exception.Problems));
    }

    [Fact]
    public void Edges_as_a_list_stop_the_start()
    {
        var builder = ServiceUnderTest.CreateBuilder(new LineStream(), (Histograms + "shop.wait:0", "1"), (Histograms + "shop.wait:1", "2"));

        var exception = Assert.Throws<PlatformConfigurationException>(builder.Build);

        Assert.StartsWith($"{Histograms}shop.wait is not set; allowed: at least one number", Assert.Single(exception.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void An_objective_out_of_range_stops_the_start()
    {
        var builder = ServiceUnderTest.CreateBuilder(new LineStream(), (Objective, "00:20:00"));

        var exception = Assert.Throws<PlatformConfigurationException>(builder.Build);

        Assert.StartsWith($"{Objective} is \"00:20:00\"; allowed: a duration from", Assert.Single(exception.Problems), StringComparison.Ordinal);
    }

    private static double[] Edges(string text, string name) =>
        [.. Scrape.Samples(text, name + "_bucket")
            .Select(sample => EdgePattern().Match(sample.Labels).Groups[1].Value)
            .Select(edge => edge == "+Inf" ? double.PositiveInfinity : double.Parse(edge, CultureInfo.InvariantCulture))];

    private static Task<string> ScrapeAsync(ServiceUnderTest service) => service.Client.GetStringAsync(new Uri("/metrics", UriKind.Relative), Stop);

    private static Task<ServiceUnderTest> StartAsync(Action<WebApplicationBuilder>? add, params (string Key, string? Value)[] settings) =>
        ServiceUnderTest.StartAsync(app => app.MapGet("/hello", () => "hello"), add, [.. settings.Where(setting => setting.Value is not null)]);

    [GeneratedRegex("le=\"([^\"]+)\"")]
    private static partial Regex EdgePattern();

    private sealed class MetricCounter : OpenTelemetry.BaseExporter<Metric>
    {
        public List<string> Names { get; } = [];

        public override OpenTelemetry.ExportResult Export(in OpenTelemetry.Batch<Metric> batch)
        {
            Names.Clear();
            foreach (var metric in batch)
                Names.Add(metric.Name);
            return OpenTelemetry.ExportResult.Success;
        }
    }
}
