namespace Grocery.Platform.Benchmarks.Short;

/// <summary>What the short run is asked to do.</summary>
internal static class ShortArguments
{
    public const string Usage = """
        Usage: short [--filter PATTERN...]

          --filter   only the benchmarks whose full name is like one of the patterns, such as '*LogLine*'

        Measures every benchmark in a few minutes, prints ratios and allocations, and holds the allocations to benchmarks/budgets.json.
        Writes artifacts/benchmarks/short.json. The exit code is 1 when a budget is broken or a benchmark fails.
        """;

    /// <summary>Reads the patterns; none means all.</summary>
    public static string[] Parse(string[] arguments) => arguments switch
    {
        [] => [],
        ["--filter", .. var patterns] when patterns.Length > 0 && !Array.Exists(patterns, pattern => pattern.StartsWith('-')) => patterns,
        ["--filter", ..] => throw new ShortRunException($"--filter needs one pattern or more, such as '*LogLine*'.\n\n{Usage}", 2),
        [var unknown, ..] => throw new ShortRunException($"short does not know {unknown}; it knows --filter and --help.\n\n{Usage}", 2),
    };
}
