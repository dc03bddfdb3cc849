namespace Grocery.Platform.Benchmarks.Budgets;

/// <summary>What one case may allocate, and how it should compare.</summary>
/// <param name="Allocated">The most bytes of a call; more fails.</param>
/// <param name="Wanted">What is aimed at; a miss is reported.</param>
internal sealed record Budget(long Allocated, IReadOnlyList<WantedRatio>? Wanted = null);
