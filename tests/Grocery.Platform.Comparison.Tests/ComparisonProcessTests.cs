using Grocery.Platform.Comparison.Results;
using Grocery.Platform.Comparison.Stacks;
using Grocery.Platform.TestSupport;

namespace Grocery.Platform.Comparison.Tests;

/// <summary>The program as it is started, with real services.</summary>
public sealed class ComparisonProcessTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("grocery-comparison-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task One_command_measures_the_stacks_and_writes_tables_charts_and_every_round()
    {
        var (exit, output, error) = await RunAsync("--only", "load,startup", "--stacks", "usual,platform", "--rounds", "1", "--seconds", "1");

        Assert.True(exit == 0, output + error);
        Assert.Contains("platform: requests a second, against usual: wanted at least 1.55, seen ", output, StringComparison.Ordinal);
        var results = ResultsFile.Read(PathOf("load.json"));
        Assert.All([Stack.Bare, Stack.Usual, Stack.Platform], stack => Assert.All(
            Measure.All.Where(measure => measure.Experiment is "load" or "startup"),
            measure => Assert.True(Assert.Single(results[measure.Experiment].Readings.Of(stack, measure)) > 0, $"{stack} {measure}")));

        // The platform's allocations are far less, whatever the machine does meanwhile: the services are the ones that they are said to be.
        var bytes = results["load"].Readings;
        Assert.InRange(bytes.Of(Stack.Bare, Measure.Bytes)[0], 1, 700);
        Assert.InRange(bytes.RatioOf(Stack.Platform, Stack.Usual, Measure.Bytes)!.Value.Median, 0.05, 0.7);
        var report = await File.ReadAllTextAsync(PathOf("load.md"), TestContext.Current.CancellationToken);
        Assert.Contains("## Under load", report, StringComparison.Ordinal);
        Assert.Contains("## Start", report, StringComparison.Ordinal);
        Assert.True(File.Exists(PathOf("load-throughput.svg")));
        Assert.True(File.Exists(PathOf("start-time.svg")));
    }

    [Fact]
    public async Task A_stop_under_load_loses_nothing_with_the_platform_and_refuses_with_the_framework()
    {
        var (exit, output, error) = await RunAsync("--only", "drain", "--stacks", "platform", "--rounds", "1");

        Assert.True(exit == 0, output + error);
        var readings = ResultsFile.Read(PathOf("load.json"))["drain"].Readings;
        Assert.Equal([0], readings.Of(Stack.Platform, Measure.Refused));
        Assert.Equal([0], readings.Of(Stack.Platform, Measure.Broken));
        Assert.InRange(readings.Of(Stack.Platform, Measure.DrainTime)[0], 3000, 60_000);
        Assert.InRange(readings.Of(Stack.Bare, Measure.Refused)[0], 1, 2000);
    }

    [Fact]
    public async Task A_gate_is_broken_by_what_was_not_measured()
    {
        var (exit, output, _) = await RunAsync("--only", "startup", "--stacks", "bare", "--rounds", "1", "--gate");

        Assert.Equal(1, exit);
        Assert.Contains("not measured  platform: time to the first 200, against bare: wanted at most 1.5", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_wrk_is_missing_and_cannot_be_installed_it_says_so_and_ends_with_3()
    {
        var (exit, _, error) = await Command.TryRunAsync(
            "dotnet",
            [Repository.BuiltAssembly("Grocery.Platform.Comparison"), "--only", "load", "--output", _folder.FullName],
            environment: new Dictionary<string, string?> { ["PATH"] = _folder.FullName });

        Assert.Equal(3, exit);
        Assert.Contains("The load comes from wrk, which is not installed, and apt-get is not here.", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_are_measured_on_a_real_standard_output()
    {
        var (exit, output, error) = await RunAsync("--only", "stdout", "--stacks", "platform", "--rounds", "1", "--lines", "2000");

        Assert.True(exit == 0, output + error);
        var readings = ResultsFile.Read(PathOf("load.json"))["stdout"].Readings;
        Assert.All([Stack.Usual, Stack.Platform], stack => Assert.All(
            [Measure.LineCpu, Measure.LineCpuPipe, Measure.LinesPerSecond], measure => Assert.True(Assert.Single(readings.Of(stack, measure)) > 0)));
    }

    [Fact]
    public async Task A_soak_samples_the_live_heap_twenty_times_and_leaves_the_results_of_other_experiments()
    {
        await RunAsync("--only", "startup", "--stacks", "bare", "--rounds", "1");

        // Of so few requests a service is still warming up: whether the heap is flat says the run with millions.
        var (exit, output, error) = await RunAsync("--only", "soak", "--requests", "2000", "--pause", "0");

        Assert.True(exit is 0 or 1, output + error);
        var results = ResultsFile.Read(PathOf("load.json"));
        Assert.Equal(["soak", "startup"], results.Keys);
        Assert.Equal(Enumerable.Range(1, 20).Select(sample => sample * 100d), results["soak"].Readings.Of(Stack.Platform, Measure.SoakRequests));
        Assert.All(results["soak"].Readings.Of(Stack.Platform, Measure.LiveHeap), heap => Assert.InRange(heap, 0.1, 1000));
    }

    private string PathOf(string file) => Path.Combine(_folder.FullName, file);

    private Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments) =>
        Command.TryRunAsync("dotnet", [Repository.BuiltAssembly("Grocery.Platform.Comparison"), .. arguments, "--output", _folder.FullName]);
}
