using System.Globalization;

namespace Grocery.Platform.Comparison.Results;

/// <summary>Whether a target was met.</summary>
/// <param name="Target">Which.</param>
/// <param name="Seen">What was seen; <see langword="null"/> when it was not measured.</param>
internal sealed record Verdict(Target Target, double? Seen)
{
    public bool IsMet => Seen is { } seen && Target.IsMetBy(seen);

    /// <summary>Gets a value indicating whether it breaks a gate: also when it was not measured, so that no gate is passed by leaving things out.</summary>
    public bool IsBroken => !IsMet && !Target.IsStretch;

    public string Subject => Target.Against is { } against ? $"{Target.Stack}: {Target.Measure.Title}, against {against}" : $"{Target.Stack}: {Target.Measure.Title}";

    public string Wanted => $"{(Target.AtLeast is null ? "at most" : "at least")} {Text(Target.AtLeast ?? Target.AtMost!.Value)}{(Target.IsStretch ? " (stretch)" : "")}";

    public string Shown => Seen is { } seen ? Text(seen) : "not measured";

    public string Outcome => IsMet ? "met" : Seen is null ? "not measured" : "missed";

    public override string ToString() => $"{Outcome,-12}  {Subject}: wanted {Wanted}, seen {Shown}";

    private string Text(double value) => Target.Against is not null
        ? value.ToString("0.00##", CultureInfo.InvariantCulture)
        : $"{value.ToString("#,0.##", CultureInfo.InvariantCulture)} {Target.Measure.Unit}".TrimEnd();
}
