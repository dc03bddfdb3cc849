using System.Diagnostics.Metrics;
using Grocery.Platform.Observability.Prometheus;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Metrics;

namespace Grocery.Platform.Benchmarks.Scaling.Curves;

/// <summary>What a measurement and a scrape cost when there are many series.</summary>
internal sealed class MetricsCurve() : Curve("metrics", "Measurements and scrapes against the number of series", "series", [100, 1_000, 10_000, 100_000])
{
    private const int SeriesOfInstrument = 1_000;

    public override string Note =>
        "Counters with three tags and 1,000 series each. Sixteen series that are spread over all are measured in turn. The folded ones are of one more counter that got as many "
        + "different tags as there are series: over the cardinality limit of 2,000 its measurements go into one series, so that neither memory nor the scrape grows with it. The SDK looks "
        + "twice for tags that have no series, which is the step in its measurement.";

    public override async Task<CurveCase> StartAsync(int size)
    {
        var meter = new Meter($"Scaling.{size}");
        var folding = new Meter($"Folding.{size}");
        var (host, exporter) = Listen(meter);
        var (foldingHost, foldingExporter) = Listen(folding);

        Counter<long>[] counters = [.. Enumerable.Range(0, (size + SeriesOfInstrument - 1) / SeriesOfInstrument).Select(i => meter.CreateCounter<long>($"shop.orders.{i}"))];
        var folded = folding.CreateCounter<long>("shop.visits");
        for (var i = 0; i < size; i++)
        {
            counters[i / SeriesOfInstrument].Add(1, Tags(i));
            folded.Add(1, Tags(i));
        }

        // The first scrape encodes the labels of every series, once.
        await ScrapeAsync(exporter);
        await ScrapeAsync(foldingExporter);

        (Counter<long> Counter, KeyValuePair<string, object?>[] Tags)[] measured = [.. Places(size).Select(place => (counters[place / SeriesOfInstrument], Tags(place)))];
        return new CurveCase(
            [
                Operation.Of("a measurement", Shape.Flat, i => measured[i % measured.Length].Counter.Add(1, measured[i % measured.Length].Tags)),
                Operation.Of("a scrape", Shape.Linear, _ => ScrapeAsync(exporter)),
                Operation.Of("a folded measurement", Shape.Linear, i => folded.Add(1, measured[i % measured.Length].Tags)),
                Operation.Of("a folded scrape", Shape.Linear, _ => ScrapeAsync(foldingExporter)),
            ],
            () =>
            {
                host.Dispose();
                foldingHost.Dispose();
                meter.Dispose();
                folding.Dispose();
                return ValueTask.CompletedTask;
            });
    }

    private static (IHost Host, PrometheusExporter Exporter) Listen(Meter meter)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Configuration["Platform:Observability:Metrics:Meters:0"] = meter.Name;
        builder.AddPlatformObservability();
        var host = builder.Build();
        host.Services.GetRequiredService<MeterProvider>();
        return (host, host.Services.GetRequiredService<PrometheusExporter>());
    }

    private static KeyValuePair<string, object?>[] Tags(int i) =>
        [new("http.route", $"/shops/{i / 10}/products"), new("http.request.method", "GET"), new("http.response.status_code", 200 + (i % 10))];

    private static Task ScrapeAsync(PrometheusExporter exporter) => exporter.AnswerAsync(new DefaultHttpContext { Request = { Method = HttpMethods.Get } });
}
