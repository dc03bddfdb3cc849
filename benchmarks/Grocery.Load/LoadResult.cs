using Grocery.Load.Figures;
using Grocery.Load.Thresholds;

namespace Grocery.Load;

/// <summary>What a load has shown.</summary>
/// <param name="Settings">What was asked for.</param>
/// <param name="Began">When it began, with its warm-up.</param>
/// <param name="Summary">Its figures.</param>
/// <param name="Generator">What the generator needed.</param>
/// <param name="IsInterrupted">Whether it was stopped before its end.</param>
internal sealed record LoadResult(LoadSettings Settings, DateTimeOffset Began, LoadSummary Summary, GeneratorFigures Generator, bool IsInterrupted)
{
    public IReadOnlyList<Verdict> Verdicts { get; } = [.. Settings.Thresholds.Select(threshold => threshold.Judge(Summary))];

    public bool IsBroken => Verdicts.Any(verdict => verdict.IsBroken);

    /// <summary>Gets why the figures are to be taken with care.</summary>
    public IReadOnlyList<string> Doubts =>
    [
        .. GeneratorWatch.FindDoubts(Generator),
        .. Summary.Dropped.Select(reason => FormattableString.Invariant($"{reason.Value:N0} arrivals were dropped, and are in no other figure: {reason.Key}.")),
        .. Summary.Abandoned > 0 ? [FormattableString.Invariant($"{Summary.Abandoned:N0} requests were given up without an answer, and are in no other figure.")] : (string[])[],
        .. Summary.All.Offered == 0 ? ["Nothing was measured."] : (string[])[],
    ];
}
