using System.Text.RegularExpressions;

namespace Grocery.Slo.Definition;

/// <summary>What the value of a label must be.</summary>
/// <param name="Label">The label.</param>
/// <param name="Value">The value, or the regular expression that the whole value matches.</param>
/// <param name="IsPattern">Whether it is a regular expression.</param>
/// <param name="Line">The line in the file.</param>
internal sealed record LabelMatcher(string Label, string Value, bool IsPattern, long Line)
{
    public bool Matches(string value) => IsPattern
        ? Regex.IsMatch(value, $"^(?:{Value})$", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)
        : value == Value;

    /// <summary>Writes it as PromQL does.</summary>
    public override string ToString() =>
        $"{Label}{(IsPattern ? "=~" : "=")}\"{Value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
