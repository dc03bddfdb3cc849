using System.Diagnostics;
using System.Text.Json;
using BenchmarkDotNet.Filters;
using BenchmarkDotNet.Running;
using Grocery.Platform.Benchmarks.Budgets;

namespace Grocery.Platform.Benchmarks.Short;

/// <summary>Measures every class in a few minutes, each in a process of its own, and holds what it allocates to its budgets.</summary>
internal static class ShortRun
{
    private static readonly TimeSpan LongestPart = TimeSpan.FromMinutes(5);

    // Goes on in the second measurement: the log of a part that failed stays.
    private static int _parts;

    public static async Task<int> RunAsync(string[] arguments)
    {
        if (arguments is ["-h" or "--help"])
        {
            Console.WriteLine(ShortArguments.Usage);
            return 0;
        }

        try
        {
            var budgets = BudgetFile.Load(Repository.Budgets);
            var all = BenchmarkCases.Classes.SelectMany(BenchmarkCases.Of).ToList();
            var selected = Select(all, ShortArguments.Parse(arguments));
            var unmatched = BudgetCheck.Unmatched(budgets, all.Select(benchmark => (benchmark.Descriptor.Type.Name, BenchmarkCases.NameOf(benchmark))));
            var (results, failures) = await MeasureTwiceAsync(selected, budgets);
            var report = new ShortReport(results, [.. unmatched, .. failures], budgets);
            await WriteAsync(report);
            Console.Write(report.ToText());
            return report.Problems.Count == 0 ? 0 : 1;
        }
        catch (ShortRunException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return exception.ExitCode;
        }
    }

    /// <summary>Takes the lower bytes of two measurements of a case.</summary>
    public static CaseResult Least(CaseResult result, List<CaseResult> again) =>
        again.Find(other => other.Class == result.Class && other.Case == result.Case) is { } other && other.Allocated < result.Allocated
            ? result with { Allocated = other.Allocated }
            : result;

    private static List<BenchmarkCase> Select(List<BenchmarkCase> all, string[] patterns)
    {
        var selected = patterns.Length == 0 ? all : all.FindAll(new GlobFilter(patterns).Predicate);
        return selected.Count > 0
            ? selected
            : throw new ShortRunException($"No benchmark is named like {string.Join(" or ", patterns)}; for example --filter '*LogLine*'.", 2);
    }

    // What others do to a measurement, and code that is not optimised yet, can only add bytes: a case over its budget gets a second chance.
    private static async Task<(List<CaseResult> Results, List<string> Failures)> MeasureTwiceAsync(
        List<BenchmarkCase> selected, Dictionary<string, Dictionary<string, Budget>> budgets)
    {
        var (results, failures) = await MeasureAsync(selected);
        var over = results.FindAll(result => result.Allocated > BudgetCheck.Find(budgets, result)?.Allocated);
        if (over.Count == 0)
            return (results, failures);

        Console.WriteLine($"\nOnce more what is over its budget: {string.Join(", ", over.Select(result => $"{result.Class}.{result.Case}"))}");
        var (again, failuresAgain) = await MeasureAsync(selected.FindAll(benchmark =>
            over.Exists(result => result.Class == benchmark.Descriptor.Type.Name && result.Case == BenchmarkCases.NameOf(benchmark))));
        return ([.. results.Select(result => Least(result, again))], [.. failures, .. failuresAgain]);
    }

    // What fails does not cost the results of the others.
    private static async Task<(List<CaseResult> Results, List<string> Failures)> MeasureAsync(List<BenchmarkCase> selected)
    {
        Directory.CreateDirectory(Repository.Artifacts);
        var (results, failures) = (new List<CaseResult>(), new List<string>());
        var parts = selected.GroupBy(benchmark => benchmark.Descriptor.Type).SelectMany(PartsOf).ToArray();
        for (var i = 0; i < parts.Length; i++)
        {
            Console.WriteLine($"{i + 1}/{parts.Length} {parts[i].Class} {(parts[i].Cases is [var only] ? only : "")}".TrimEnd());
            try
            {
                results.AddRange(await MeasureAsync(parts[i], ++_parts));
            }
            catch (ShortRunException exception)
            {
                failures.Add(exception.Message);
            }
        }

        // One that was launched several times has several results.
        var cases = results.GroupBy(result => (result.Class, result.Case)).Select(launches => launches.First() with
        {
            Nanoseconds = launches.Select(launch => launch.Nanoseconds).Order().ElementAt(launches.Count() / 2),
            Allocated = launches.Select(launch => launch.Allocated).Order().ElementAt(launches.Count() / 2),
        });
        return ([.. cases], failures);
    }

    private static IEnumerable<(string Class, string[] Cases)> PartsOf(IGrouping<Type, BenchmarkCase> cases)
    {
        var names = cases.Select(BenchmarkCases.NameOf).ToArray();
        if (!cases.Key.IsDefined(typeof(ProcessForEachCaseAttribute), inherit: false))
            return [(cases.Key.Name, names)];

        // In turns, so that whatever slows the machine slows all of them.
        var launches = Math.Max(1, cases.First().Job.Run.LaunchCount);
        return Enumerable.Repeat(names, launches).SelectMany(turn => turn).Select(name => (cases.Key.Name, (string[])[name]));
    }

    private static async Task<CaseResult[]> MeasureAsync((string Class, string[] Cases) part, int number)
    {
        var output = Path.Combine(Repository.Artifacts, $"part-{number}.json");
        var log = Path.ChangeExtension(output, ".log");
        File.Delete(output);
        using var process = Start(["short-part", part.Class, output, .. part.Cases]);
        using var limit = new CancellationTokenSource(LongestPart, TimeProvider.System);
        try
        {
            await using var said = File.Create(log);
            await process.StandardOutput.BaseStream.CopyToAsync(said, limit.Token);
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new ShortRunException($"{part.Class} was not done after {LongestPart.TotalMinutes} minutes; {log} has what it said.", 1);
        }

        if (process.ExitCode != 0 || !File.Exists(output))
            throw new ShortRunException($"{part.Class} ({string.Join(", ", part.Cases)}) failed; {log} says why.", 1);

        var results = JsonSerializer.Deserialize<CaseResult[]>(await File.ReadAllTextAsync(output))!;
        File.Delete(output);
        File.Delete(log);
        return results;
    }

    private static Process Start(IEnumerable<string> arguments)
    {
        var isHost = Path.GetFileNameWithoutExtension(Environment.ProcessPath!).Equals("dotnet", StringComparison.OrdinalIgnoreCase);
        return Process.Start(new ProcessStartInfo(Environment.ProcessPath!, isHost ? [typeof(ShortRun).Assembly.Location, .. arguments] : arguments)
        {
            RedirectStandardOutput = true,
        })!;
    }

    private static async Task WriteAsync(ShortReport report)
    {
        var path = Path.Combine(Repository.Artifacts, "short.json");
        await File.WriteAllTextAsync(path, report.ToJson());
        Console.WriteLine($"\n{path}\n");
    }
}
