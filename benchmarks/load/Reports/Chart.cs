using Grocery.Platform.Comparison.Results;
using Grocery.Platform.Comparison.Stacks;

namespace Grocery.Platform.Comparison.Reports;

/// <summary>A picture of one measure.</summary>
/// <param name="File">The name of its file.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Measure">What is drawn upwards, or along the bars.</param>
internal sealed record Chart(string File, string Title, Measure Measure)
{
    /// <summary>Gets the stack to which ratios are drawn; <see langword="null"/> for the values themselves.</summary>
    public Stack? Against { get; init; }

    /// <summary>Gets what is drawn to the right, of the platform alone; <see langword="null"/> for bars.</summary>
    public Measure? X { get; init; }

    /// <returns>The picture; <see langword="null"/> when there is nothing to draw.</returns>
    public string? Draw(Readings readings)
    {
        if (X is not null)
        {
            var points = readings.Of(Stack.Platform, X).Select(x => x / 1e6).Zip(readings.Of(Stack.Platform, Measure)).ToArray();
            return points.Length == 0 ? null : Charts.Line(Title, $"millions of {X.Title}", $"{Measure.Title} in {Measure.Unit}", points);
        }

        var rows =
            from stack in Stack.All
            let value = Against is null ? readings.SpreadOf(stack, Measure) : readings.RatioOf(stack, Against, Measure)
            where value is not null
            select (stack.Name, value.Value);
        var all = rows.ToArray();
        return all.Length == 0 ? null : Charts.Bars(Title, Axis, all, Against is null ? null : 1);
    }

    private string Axis => Against is not null ? $"times that of {Against}" : Measure.Unit.Length > 0 ? $"{Measure.Title} in {Measure.Unit}" : Measure.Title;
}
