using System.Globalization;
using Grocery.Platform.Comparison.Stacks;

namespace Grocery.Platform.Comparison.Results;

/// <summary>What was read of each stack, round by round.</summary>
/// <param name="values">By stack, then by measure.</param>
internal sealed class Readings(SortedDictionary<string, SortedDictionary<string, List<double>>> values)
{
    // More is noise, and makes the file long.
    private const int Digits = 6;

    public Readings()
        : this(new(StringComparer.Ordinal))
    {
    }

    public SortedDictionary<string, SortedDictionary<string, List<double>>> Values => values;

    /// <summary>Adds what a stack showed in its next round.</summary>
    public void Add(Stack stack, Measure measure, double value)
    {
        if (!values.TryGetValue(stack.Name, out var measures))
            values[stack.Name] = measures = new(StringComparer.Ordinal);
        if (!measures.TryGetValue(measure.Name, out var rounds))
            measures[measure.Name] = rounds = [];

        rounds.Add(double.Parse(value.ToString($"G{Digits}", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));
    }

    /// <summary>Gets all rounds; none when it was not measured.</summary>
    public IReadOnlyList<double> Of(Stack stack, Measure measure) => values.GetValueOrDefault(stack.Name)?.GetValueOrDefault(measure.Name) ?? [];

    public Spread? SpreadOf(Stack stack, Measure measure) => Of(stack, measure) is { Count: > 0 } rounds ? Statistics.SpreadOf(rounds) : null;

    /// <summary>Gets the ratios to another stack in the same rounds.</summary>
    public Spread? RatioOf(Stack stack, Stack other, Measure measure) =>
        Of(stack, measure) is { Count: > 0 } mine && Of(other, measure) is { Count: > 0 } theirs ? Statistics.RatioOf(mine, theirs) : null;
}
