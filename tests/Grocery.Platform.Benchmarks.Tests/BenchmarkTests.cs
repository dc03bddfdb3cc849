using System.Reflection;
using BenchmarkDotNet.Attributes;
using Grocery.Platform.Benchmarks.Budgets;
using Grocery.Platform.Benchmarks.Short;

namespace Grocery.Platform.Benchmarks.Tests;

public sealed class BenchmarkTests
{
    [Fact]
    public void Every_class_measures_memory_and_has_a_baseline()
    {
        Assert.NotEmpty(BenchmarkCases.Classes);
        Assert.All(BenchmarkCases.Classes, type => Assert.NotNull(type.GetCustomAttribute<MemoryDiagnoserAttribute>()));
        Assert.All(BenchmarkCases.Classes, type => Assert.Single(type.GetMethods(), method => method.GetCustomAttribute<BenchmarkAttribute>()?.Baseline == true));
    }

    [Fact]
    public void Every_benchmark_has_a_budget_and_every_budget_a_benchmark()
    {
        var budgets = BudgetFile.Load(Repository.Budgets);
        var cases = BenchmarkCases.Classes.SelectMany(BenchmarkCases.Of)
            .Select(benchmark => (benchmark.Descriptor.Type.Name, BenchmarkCases.NameOf(benchmark)));

        Assert.Empty(BudgetCheck.Unmatched(budgets, cases));
    }

    // In one process BenchmarkDotNet 0.14 does not wait for them.
    [Fact]
    public void No_setup_or_cleanup_is_asynchronous()
    {
        var methods = BenchmarkCases.Classes.SelectMany(type => type.GetMethods())
            .Where(method => method.GetCustomAttributes().Any(attribute =>
                attribute is GlobalSetupAttribute or GlobalCleanupAttribute or IterationSetupAttribute or IterationCleanupAttribute))
            .ToArray();

        Assert.NotEmpty(methods);
        Assert.All(methods, method => Assert.Equal(typeof(void), method.ReturnType));
    }
}
