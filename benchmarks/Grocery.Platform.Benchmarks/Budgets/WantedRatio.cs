namespace Grocery.Platform.Benchmarks.Budgets;

/// <summary>How a case should compare with others of its class.</summary>
/// <param name="Measure">What is compared.</param>
/// <param name="AtMost">The highest ratio to <paramref name="To"/>; without that the highest difference to <paramref name="Over"/>, in bytes.</param>
/// <param name="To">The case that the ratio is to.</param>
/// <param name="Over">The case that is subtracted from both first: what is compared is then what each adds to it.</param>
internal sealed record WantedRatio(BudgetMeasure Measure, double AtMost, string? To = null, string? Over = null);
