using System.Threading.RateLimiting;
using BenchmarkDotNet.Attributes;
using Grocery.Platform.Resilience.Budgets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Grocery.Platform.Benchmarks;

/// <summary>One request that is counted and one retry that is asked for: the platform's budget beside a bare counter and the token bucket of .NET.</summary>
[MemoryDiagnoser]
public class RetryBudgetBenchmarks
{
    private IHost _host = null!;
    private RetryBudget _budget = null!;
    private RetryBudget _spent = null!;
    private TokenBucketRateLimiter _bucket = null!;
    private long _counter;

    [GlobalSetup]
    public void SetUp()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration["Platform:Resilience:RetryBudget:Ratio"] = "1";
        builder.AddPlatformResilience();
        _host = builder.Build();
        var budgets = _host.Services.GetRequiredService<RetryBudgets>();
        (_budget, _spent) = (budgets.Create(), budgets.Create());
        while (_spent.TrySpend())
        {
        }

        // It never runs out: a refusal would cost another thing than a permission.
        _bucket = new TokenBucketRateLimiter(new TokenBucketRateLimiterOptions
        {
            TokenLimit = int.MaxValue,
            TokensPerPeriod = int.MaxValue,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        });
        if (!TakeOfBucket() || !CountAndSpend() || Refused())
            throw new InvalidOperationException("A budget does not answer as it should.");
    }

    [GlobalCleanup]
    public void CleanUp()
    {
        _bucket.Dispose();
        _host.Dispose();
    }

    [Benchmark]
    public bool BareCounter() => Interlocked.Increment(ref _counter) > Interlocked.Decrement(ref _counter);

    [Benchmark(Baseline = true)]
    public bool TakeOfBucket()
    {
        using var lease = _bucket.AttemptAcquire();
        return lease.IsAcquired;
    }

    [Benchmark]
    public bool CountAndSpend()
    {
        _budget.CountRequest(TimeProvider.System.GetTimestamp());
        return _budget.TrySpend();
    }

    [Benchmark]
    public bool Refused() => _spent.TrySpend();
}
