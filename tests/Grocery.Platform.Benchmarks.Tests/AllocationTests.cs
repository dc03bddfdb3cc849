namespace Grocery.Platform.Benchmarks.Tests;

/// <summary>Runs every benchmark for real, as its users do.</summary>
public sealed class AllocationTests(ITestOutputHelper output)
{
    [Fact]
    public async Task No_benchmark_allocates_more_than_its_budget()
    {
        using var run = BenchmarkProgram.Start("short");

        var text = await run.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = await run.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await run.WaitForExitAsync(TestContext.Current.CancellationToken);

        output.WriteLine(text);
        Assert.True(run.ExitCode == 0, text + errors);
        Assert.Contains("Every case is within its budget.", text, StringComparison.Ordinal);
    }
}
