namespace Grocery.Platform.Benchmarks.Tests;

/// <summary>Runs every benchmark for real, as its users do.</summary>
public sealed class AllocationTests(ITestOutputHelper output)
{
    [Fact]
    public async Task No_benchmark_allocates_more_than_its_budget()
    {
        var (exitCode, text, errors) = await BenchmarkProgram.RunAsync("short");

        output.WriteLine(text);
        Assert.True(exitCode == 0, text + errors);
        Assert.Contains("Every case is within its budget.", text, StringComparison.Ordinal);
    }
}
