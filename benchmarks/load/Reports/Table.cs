using System.Globalization;
using System.Text;
using Grocery.Platform.Comparison.Results;
using Grocery.Platform.Comparison.Stacks;

namespace Grocery.Platform.Comparison.Reports;

/// <summary>A row a stack, a column a measure.</summary>
/// <param name="Against">The stack to which ratios are taken; <see langword="null"/> for the values themselves.</param>
/// <param name="Measures">The columns.</param>
internal sealed record Table(Stack? Against, params Measure[] Measures)
{
    public void Write(StringBuilder text, Readings readings)
    {
        text.Append(CultureInfo.InvariantCulture, $"| stack | {string.Join(" | ", Measures.Select(Head))} |\n|---{string.Concat(Measures.Select(_ => "|---"))}|\n");
        foreach (var stack in Stack.All.Where(stack => stack != Against && Measures.Any(measure => readings.Of(stack, measure).Count > 0)))
            text.Append(CultureInfo.InvariantCulture, $"| {stack.Title} | {string.Join(" | ", Measures.Select(measure => Cell(readings, stack, measure)))} |\n");

        text.Append('\n');
    }

    private string Head(Measure measure) => Against is { } other ? $"{measure.Title} ({other})" : measure.Unit.Length > 0 ? $"{measure.Title}, {measure.Unit}" : measure.Title;

    private string Cell(Readings readings, Stack stack, Measure measure) => Against is { } other
        ? readings.RatioOf(stack, other, measure) is { } ratio ? Text(ratio, "0.00") : "–"
        : readings.SpreadOf(stack, measure) is { } spread ? Text(spread, spread.Median is < 100 and not 0 ? "#,0.##" : "#,0") : "–";

    private static string Text(Spread spread, string format) => spread.Lowest == spread.Highest
        ? spread.Median.ToString(format, CultureInfo.InvariantCulture)
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{spread.Lowest.ToString(format, CultureInfo.InvariantCulture)} / **{spread.Median.ToString(format, CultureInfo.InvariantCulture)}** / {spread.Highest.ToString(format, CultureInfo.InvariantCulture)}");
}
