using System.Diagnostics;
using BenchmarkDotNet.Attributes;
using Grocery.Platform.Observability.Redaction;
using Grocery.Platform.Observability.SelfTelemetry;
using Grocery.Platform.Observability.Tracing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace Grocery.Platform.Benchmarks;

/// <summary>
/// A server span with the attributes of a request that starts and ends: listened to and no more, in the batch of the OpenTelemetry SDK, and
/// redacted and exported, or let go, by the platform. Exporters take what they are given and drop it.
/// </summary>
[MemoryDiagnoser]
public class ServerSpanBenchmarks
{
    private static readonly object Status = 200;

    private readonly ActivitySource _bareSource = new("Benchmarks.Bare");
    private readonly ActivitySource _stockSource = new("Benchmarks.Stock");
    private readonly ActivitySource _platformSource = new("Benchmarks.Platform");
    private readonly ActivitySource _unsampledSource = new("Benchmarks.Unsampled");
    private readonly List<IDisposable> _owned = [];

    [GlobalSetup]
    public void SetUp()
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => ReferenceEquals(source, _bareSource),
            Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        _owned.Add(listener);
        _owned.Add(Provider(_stockSource, new AlwaysOnSampler(), new BatchActivityExportProcessor(new DroppingExporter(null))));
        _owned.Add(Platform(_platformSource, new AlwaysOnSampler()));
        _owned.Add(Platform(_unsampledSource, new RecordingSampler()));
    }

    [GlobalCleanup]
    public void CleanUp() => _owned.ForEach(static owned => owned.Dispose());

    [Benchmark]
    public bool OnlyListenedTo() => Span(_bareSource);

    [Benchmark(Baseline = true)]
    public bool StockBatch() => Span(_stockSource);

    [Benchmark]
    public bool Platform() => Span(_platformSource);

    [Benchmark]
    public bool PlatformUnsampled() => Span(_unsampledSource);

    private static bool Span(ActivitySource source)
    {
        using var span = source.StartActivity(ServerSpans.OperationName, ActivityKind.Server)!;
        span.SetTag("http.request.method", "GET");
        span.SetTag("url.path", "/products/42");
        span.SetTag("url.scheme", "http");
        span.SetTag("server.address", "localhost");
        span.SetTag("network.protocol.version", "1.1");
        span.SetTag("http.route", "/products/{id}");
        span.SetTag("http.response.status_code", Status);
        span.DisplayName = "GET /products/{id}";
        return span.Recorded;
    }

    private static TracerProvider Provider(ActivitySource source, Sampler sampler, params BaseProcessor<Activity>[] processors)
    {
        var builder = Sdk.CreateTracerProviderBuilder().AddSource(source.Name).SetSampler(sampler);
        foreach (var processor in processors)
            builder.AddProcessor(processor);
        return builder.Build();
    }

    private TracerProvider Platform(ActivitySource source, Sampler sampler)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.AddPlatformObservability();
        var host = builder.Build();
        _owned.Add(host);
        var options = new BatchExportActivityProcessorOptions();
        var queue = host.Services.GetRequiredService<TelemetryExports>().Traces.BeginQueue(options.MaxQueueSize);
        var redactor = host.Services.GetRequiredService<SpanRedactor>();
        var export = new TraceExportProcessor(
            new DroppingExporter(queue), options, queue, redactor, host.Services.GetRequiredService<TracingMetrics>());
        return Provider(source, sampler, new ClientSpans(), new RedactionProcessor(redactor), export);
    }

    /// <summary>Records what nobody exports yet, as the platform does with a request that may still fail.</summary>
    private sealed class RecordingSampler : Sampler
    {
        public override SamplingResult ShouldSample(in SamplingParameters samplingParameters) => new(SamplingDecision.RecordOnly);
    }

    private sealed class DroppingExporter(SpanQueue? queue) : BaseExporter<Activity>
    {
        public override ExportResult Export(in Batch<Activity> batch)
        {
            queue?.Leave(batch.Count);
            return ExportResult.Success;
        }
    }
}
