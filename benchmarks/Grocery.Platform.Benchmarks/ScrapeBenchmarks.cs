using System.Diagnostics.Metrics;
using BenchmarkDotNet.Attributes;
using Grocery.Platform.Observability.Prometheus;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Grocery.Platform.Benchmarks;

/// <summary>A scrape of 10,000 series, half of them buckets of histograms: ours against a text that is built anew each time.</summary>
[MemoryDiagnoser]
public class ScrapeBenchmarks
{
    private const int CounterPoints = 1250;
    private const int HistogramPoints = 312;

    private readonly NaiveExporter _naive = new();
    private Meter _meter = null!;
    private IHost _host = null!;
    private MeterProvider _provider = null!;
    private PrometheusExporter _exporter = null!;

    [GlobalSetup]
    public void Start()
    {
        _meter = new Meter("Scraped");
        _provider = Sdk.CreateMeterProviderBuilder().AddMeter(_meter.Name).AddReader(new BaseExportingMetricReader(_naive)).Build();

        var builder = Host.CreateApplicationBuilder();
        builder.Configuration["Platform:Observability:Metrics:Meters:0"] = _meter.Name;
        builder.AddPlatformObservability();
        _host = builder.Build();
        _host.Services.GetRequiredService<MeterProvider>();
        _exporter = _host.Services.GetRequiredService<PrometheusExporter>();
        Record();
    }

    [GlobalCleanup]
    public void Stop()
    {
        _host.Dispose();
        _provider.Dispose();
        _meter.Dispose();
    }

    [Benchmark(Baseline = true)]
    public int Naive()
    {
        _provider.ForceFlush();
        return _naive.Text.Length;
    }

    [Benchmark]
    public Task Text() => ScrapeAsync("", "");

    [Benchmark]
    public Task OpenMetrics() => ScrapeAsync("application/openmetrics-text", "");

    [Benchmark]
    public Task OpenMetricsCompressed() => ScrapeAsync("application/openmetrics-text", "gzip");

    private void Record()
    {
        for (var metric = 0; metric < 4; metric++)
        {
            var counter = _meter.CreateCounter<long>($"shop.orders.{metric}");
            for (var i = 0; i < CounterPoints; i++)
                counter.Add(i, Tags(i));
        }

        // With the default edges a point has 16 buckets, a sum and a count.
        var histogram = _meter.CreateHistogram<double>("shop.wait", "s");
        for (var i = 0; i < HistogramPoints * 16; i++)
            histogram.Record(i, Tags(i % HistogramPoints));
    }

    private static KeyValuePair<string, object?>[] Tags(int i) =>
        [new("http.route", $"/shops/{i / 10}/products"), new("http.request.method", "GET"), new("http.response.status_code", 200 + (i % 10))];

    private Task ScrapeAsync(string accept, string encoding)
    {
        var context = new DefaultHttpContext { Request = { Method = "GET", Headers = { Accept = accept, AcceptEncoding = encoding } } };
        return _exporter.AnswerAsync(context);
    }
}
