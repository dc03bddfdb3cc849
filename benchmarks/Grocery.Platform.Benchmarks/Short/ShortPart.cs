using System.Text.Json;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Filters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

namespace Grocery.Platform.Benchmarks.Short;

/// <summary>Measures cases of one class in this process, for the short run, which started it.</summary>
internal static class ShortPart
{
    public static async Task<int> RunAsync(string className, string output, IReadOnlyCollection<string> cases)
    {
        var type = BenchmarkCases.Classes.Single(type => type.Name == className);
        var config = ManualConfig.CreateEmpty()
            .AddJob(JobFor(type).AsMutator())
            .AddFilter(new SimpleFilter(benchmark => cases.Contains(BenchmarkCases.NameOf(benchmark))))
            .AddLogger(ConsoleLogger.Ascii)
            .WithArtifactsPath(Path.GetDirectoryName(Path.GetFullPath(output))!)
            .WithOptions(ConfigOptions.DisableLogFile);
        var summary = BenchmarkRunner.Run(type, config);
        if (summary.HasCriticalValidationErrors || summary.Reports.Length != cases.Count || summary.Reports.Any(report => !report.Success))
            return 1;

        await File.WriteAllTextAsync(output, JsonSerializer.Serialize(summary.Reports.Select(ResultOf)));
        return 0;
    }

    // Enough to reach the optimised code, and no more: the allocations are exact then, and of the ratios the first figure holds.
    private static Job JobFor(Type type)
    {
        var job = Job.Default.WithToolchain(new InProcessEmitToolchain(logOutput: true)).WithLaunchCount(1);
        return type.IsDefined(typeof(SimpleJobAttribute), inherit: false)
            ? job
            : job.WithIterationTime(TimeInterval.FromMilliseconds(50)).WithWarmupCount(5).WithIterationCount(5);
    }

    private static CaseResult ResultOf(BenchmarkReport report) => new(
        report.BenchmarkCase.Descriptor.Type.Name,
        BenchmarkCases.NameOf(report.BenchmarkCase),
        BenchmarkCases.BaselineOf(report.BenchmarkCase),
        report.ResultStatistics!.Median,
        report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase)
            ?? throw new InvalidOperationException($"{report.BenchmarkCase.DisplayInfo} does not measure memory: put [MemoryDiagnoser] on its class."));
}
