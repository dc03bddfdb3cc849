namespace Grocery.Platform.Benchmarks.Budgets;

/// <summary>How a case compared.</summary>
/// <param name="Class">Its class.</param>
/// <param name="Case">The case.</param>
/// <param name="Wanted">What was aimed at.</param>
/// <param name="Seen">What was measured; no number when it cannot be told.</param>
internal sealed record WantedResult(string Class, string Case, WantedRatio Wanted, double Seen)
{
    public bool IsMet => Seen <= Wanted.AtMost;
}
