using BenchmarkDotNet.Attributes;
using Grocery.Platform.Resilience;
using Grocery.Platform.Resilience.Breakers;
using Polly;
using Polly.CircuitBreaker;

namespace Grocery.Platform.Benchmarks;

/// <summary>One call that succeeds through a closed breaker: the platform's beside none and beside the breaker of Polly.Core.</summary>
[MemoryDiagnoser]
public class BreakerBenchmarks
{
    private readonly Breaker _breaker = new(TimeProvider.System, static _ => { });
    private readonly HttpResilienceOptions _options = new();
    private readonly ResiliencePipeline _polly = new ResiliencePipelineBuilder().AddCircuitBreaker(new CircuitBreakerStrategyOptions()).Build();
    private int _calls;

    [Benchmark]
    public int NoBreaker() => Call();

    [Benchmark(Baseline = true)]
    public int PollyCore() => _polly.Execute(static benchmarks => benchmarks.Call(), this);

    [Benchmark]
    public int Platform()
    {
        if (!_breaker.TryEnter(TimeProvider.System.GetTimestamp(), _options, out var isTrial))
            throw new BrokenCircuitException();

        var result = Call();
        _breaker.Report(TimeProvider.System.GetTimestamp(), _options, isTrial, Verdict.Success, "");
        return result;
    }

    private int Call() => ++_calls;
}
