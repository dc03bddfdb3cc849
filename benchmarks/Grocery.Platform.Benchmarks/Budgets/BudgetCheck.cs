using System.Globalization;
using Grocery.Platform.Benchmarks.Short;

namespace Grocery.Platform.Benchmarks.Budgets;

/// <summary>Holds what was measured to the budgets.</summary>
internal static class BudgetCheck
{
    /// <summary>Finds benchmarks without a budget, and budgets without a benchmark.</summary>
    public static IEnumerable<string> Unmatched(
        Dictionary<string, Dictionary<string, Budget>> budgets, IEnumerable<(string Class, string Case)> benchmarks)
    {
        var known = benchmarks.ToHashSet();
        var named = budgets.SelectMany(group => group.Value.Keys.Select(name => (Class: group.Key, Case: name))).ToHashSet();
        return known.Except(named).Select(missing => $"{missing.Class}.{missing.Case} has no budget: add it to benchmarks/budgets.json.")
            .Concat(named.Except(known).Select(unknown => $"benchmarks/budgets.json has a budget for {unknown.Class}.{unknown.Case}, which is no benchmark: remove or rename it."));
    }

    /// <summary>Finds the cases that allocate more than they may.</summary>
    public static IEnumerable<string> Broken(Dictionary<string, Dictionary<string, Budget>> budgets, IEnumerable<CaseResult> results) =>
        from result in results
        let budget = Find(budgets, result)
        where budget is not null && result.Allocated > budget.Allocated
        select string.Create(
            CultureInfo.InvariantCulture,
            $"{result.Class}.{result.Case} allocates {result.Allocated:N0} B; its budget is {budget.Allocated:N0} B. Allocate less, or raise it in benchmarks/budgets.json and say why.");

    /// <summary>Compares the cases as the budgets want it; a case that was not measured is left out.</summary>
    public static IEnumerable<WantedResult> Compare(
        Dictionary<string, Dictionary<string, Budget>> budgets, IReadOnlyList<CaseResult> results)
    {
        foreach (var result in results)
        {
            foreach (var wanted in Find(budgets, result)?.Wanted ?? [])
            {
                if (Seen(wanted, result, results) is { } seen)
                    yield return new WantedResult(result.Class, result.Case, wanted, seen);
            }
        }
    }

    public static Budget? Find(Dictionary<string, Dictionary<string, Budget>> budgets, CaseResult result) =>
        budgets.GetValueOrDefault(result.Class)?.GetValueOrDefault(result.Case);

    private static double? Seen(WantedRatio wanted, CaseResult result, IReadOnlyList<CaseResult> results)
    {
        double? Of(string? name) => results.FirstOrDefault(other => other.Class == result.Class && other.Case == name) is { } other ? Value(wanted, other) : null;

        var over = wanted.Over is null ? 0 : Of(wanted.Over);
        var added = Value(wanted, result) - over;
        if (wanted.To is null)
            return added;

        // Nothing is a part of what adds nothing, which times on a busy machine come to.
        var other = Of(wanted.To) - over;
        return other <= 0 ? double.NaN : added / other;
    }

    private static double Value(WantedRatio wanted, CaseResult result) =>
        wanted.Measure is BudgetMeasure.Time ? result.Nanoseconds : result.Allocated;
}
