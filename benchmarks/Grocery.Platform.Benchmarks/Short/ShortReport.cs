using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Grocery.Platform.Benchmarks.Budgets;

namespace Grocery.Platform.Benchmarks.Short;

/// <summary>The results of a short run beside their budgets, as text and as JSON.</summary>
internal sealed class ShortReport
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        WriteIndented = true,
    };

    private readonly IReadOnlyList<CaseResult> _results;
    private readonly Dictionary<string, Dictionary<string, Budget>> _budgets;
    private readonly WantedResult[] _wanted;

    /// <param name="results">What was measured.</param>
    /// <param name="failures">What could not be measured, and why.</param>
    /// <param name="budgets">What each case may allocate.</param>
    public ShortReport(
        IReadOnlyList<CaseResult> results, IEnumerable<string> failures, Dictionary<string, Dictionary<string, Budget>> budgets)
    {
        (_results, _budgets) = (results, budgets);
        _wanted = [.. BudgetCheck.Compare(budgets, results)];
        Problems = [.. failures, .. BudgetCheck.Broken(budgets, results)];
    }

    /// <summary>Gets why the run has failed; nothing when it has not.</summary>
    public IReadOnlyList<string> Problems { get; }

    public string ToText()
    {
        var text = new StringBuilder("| benchmark | case | ratio | allocated | budget |\n|---|---|---|---|---|\n");
        foreach (var result in _results)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {result.Class} | {result.Case} | {Number(RatioOf(result))} | {result.Allocated:N0} B ")
                .Append(CultureInfo.InvariantCulture, $"| {(BudgetCheck.Find(_budgets, result) is { } budget ? $"{budget.Allocated:N0} B" : "none")} |\n");
        }

        if (_wanted.Length > 0)
            text.Append("\n| wanted of | measure | against | at most | seen | |\n|---|---|---|---|---|---|\n");
        foreach (var result in _wanted)
        {
            var wanted = result.Wanted;
            text.Append(CultureInfo.InvariantCulture, $"| {result.Class}.{result.Case} | {wanted.Measure} | {Against(wanted)} | {Number(wanted.AtMost)} ")
                .Append(double.IsNaN(result.Seen) ? "| | cannot be told |\n" : $"| {Number(result.Seen)} | {(result.IsMet ? "met" : "missed")} |\n");
        }

        text.Append('\n');
        return text.AppendJoin('\n', Problems.DefaultIfEmpty("Every case is within its budget.")).Append('\n').ToString();
    }

    public string ToJson() => JsonSerializer.Serialize(
        new
        {
            Time = TimeProvider.System.GetUtcNow(),
            Runtime = RuntimeInformation.FrameworkDescription,
            Processors = Environment.ProcessorCount,
            Cases = _results.Select(result => new
            {
                result.Class,
                result.Case,
                result.Nanoseconds,
                Ratio = RatioOf(result),
                result.Allocated,
                Budget = BudgetCheck.Find(_budgets, result)?.Allocated,
            }),
            Wanted = _wanted.Select(wanted => new
            {
                wanted.Class,
                wanted.Case,
                wanted.Wanted.Measure,
                wanted.Wanted.To,
                wanted.Wanted.Over,
                wanted.Wanted.AtMost,
                Seen = double.IsNaN(wanted.Seen) ? (double?)null : wanted.Seen,
                wanted.IsMet,
            }),
            Problems,
        },
        Json);

    private static string Number(double? value) => value?.ToString(Math.Abs(value.Value) < 0.1 ? "0.###" : "0.##", CultureInfo.InvariantCulture) ?? "";

    private static string Against(WantedRatio wanted) => (wanted.To, wanted.Over) switch
    {
        ({ } to, null) => to,
        ({ } to, { } over) => $"{to}, each over {over}",
        (null, { } over) => $"bytes over {over}",
        _ => "",
    };

    private double? RatioOf(CaseResult result) =>
        _results.FirstOrDefault(other => other.Class == result.Class && other.Case == result.Baseline) is { Nanoseconds: > 0 } baseline
            ? result.Nanoseconds / baseline.Nanoseconds
            : null;
}
