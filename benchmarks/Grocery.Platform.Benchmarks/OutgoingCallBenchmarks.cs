using System.Diagnostics.Metrics;
using System.Net;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;

namespace Grocery.Platform.Benchmarks;

/// <summary>
/// A call that succeeds at once, of a factory client without the factory's loggers: bare, through the strategies of Polly.Core put
/// together by hand, and through the platform's handler, unmetered and with a listener on every instrument.
/// </summary>
[MemoryDiagnoser]
public class OutgoingCallBenchmarks
{
    private static readonly Uri Address = new("http://products/");

    private readonly List<IHost> _hosts = [];
    private HttpClient _bare = null!;
    private HttpClient _polly = null!;
    private HttpClient _platform = null!;
    private HttpClient _metered = null!;
    private MeterListener _listener = null!;

    /// <summary>Whether the primary handler answers on the calling thread or after a yield, as a socket does.</summary>
    [Params(true, false)]
    public bool Synchronous { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _bare = Client(_ => { }, _ => { });
        _polly = Client(_ => { }, client => client.AddHttpMessageHandler(() => new PollyHandler()));
        _platform = Client(builder => builder.AddPlatformResilience(), _ => { });
        _metered = Client(builder => builder.AddPlatformResilience(), _ => { });
        _listener = Listen(_hosts[^1].Services.GetRequiredService<IMeterFactory>());
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _listener.Dispose();
        _hosts.ForEach(host => host.Dispose());
    }

    [Benchmark]
    public Task<HttpResponseMessage> BareFactoryClient() => _bare.GetAsync(Address);

    [Benchmark(Baseline = true)]
    public Task<HttpResponseMessage> PollyCoreByHand() => _polly.GetAsync(Address);

    [Benchmark]
    public Task<HttpResponseMessage> PlatformResilience() => _platform.GetAsync(Address);

    [Benchmark]
    public Task<HttpResponseMessage> PlatformResilienceMetered() => _metered.GetAsync(Address);

    private static MeterListener Listen(IMeterFactory meters)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == "Grocery.Platform.Resilience" && ReferenceEquals(instrument.Meter.Scope, meters))
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>(static (_, _, _, _) => { });
        listener.SetMeasurementEventCallback<long>(static (_, _, _, _) => { });
        listener.Start();
        return listener;
    }

    private HttpClient Client(Action<IHostApplicationBuilder> addPlatform, Action<IHttpClientBuilder> addHandlers)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        addPlatform(builder);
        addHandlers(builder.Services.AddHttpClient("team").RemoveAllLoggers()
            .ConfigurePrimaryHttpMessageHandler(() => new StubHandler(Synchronous)));
        _hosts.Add(builder.Build());
        return _hosts[^1].Services.GetRequiredService<IHttpClientFactory>().CreateClient("team");
    }

    private sealed class StubHandler(bool synchronous) : HttpMessageHandler
    {
        private static readonly Task<HttpResponseMessage> Answer = Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK));

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            synchronous ? Answer : AnswerLaterAsync();

        private static async Task<HttpResponseMessage> AnswerLaterAsync()
        {
            await Task.Yield();
            return await Answer;
        }
    }

    /// <summary>The same strategies, as the documentation of Polly.Core puts them into a handler. It has none that limits concurrency.</summary>
    private sealed class PollyHandler : DelegatingHandler
    {
        private readonly ResiliencePipeline<HttpResponseMessage> _pipeline = new ResiliencePipelineBuilder<HttpResponseMessage>()
            .AddTimeout(TimeSpan.FromSeconds(30))
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                ShouldHandle = static args => ValueTask.FromResult(IsTransient(args.Outcome)),
            })
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<HttpResponseMessage>
            {
                ShouldHandle = static args => ValueTask.FromResult(IsTransient(args.Outcome)),
            })
            .AddTimeout(TimeSpan.FromSeconds(10))
            .Build();

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var context = ResilienceContextPool.Shared.Get(cancellationToken);
            try
            {
                var outcome = await _pipeline.ExecuteOutcomeAsync(
                    static async (context, call) =>
                    {
                        try
                        {
                            var token = context.CancellationToken;
                            return Outcome.FromResult(await call.Handler.SendOnceAsync(call.Request, token).ConfigureAwait(false));
                        }
                        catch (Exception exception)
                        {
                            return Outcome.FromException<HttpResponseMessage>(exception);
                        }
                    },
                    context,
                    (Handler: this, Request: request)).ConfigureAwait(false);
                outcome.ThrowIfException();
                return outcome.Result!;
            }
            finally
            {
                ResilienceContextPool.Shared.Return(context);
            }
        }

        private static bool IsTransient(Outcome<HttpResponseMessage> outcome) =>
            outcome.Exception is HttpRequestException || outcome.Result?.StatusCode >= HttpStatusCode.InternalServerError;

        private Task<HttpResponseMessage> SendOnceAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            base.SendAsync(request, cancellationToken);
    }
}
