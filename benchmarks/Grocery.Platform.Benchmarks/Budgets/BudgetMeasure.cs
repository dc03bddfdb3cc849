namespace Grocery.Platform.Benchmarks.Budgets;

/// <summary>What of a case is compared.</summary>
internal enum BudgetMeasure
{
    /// <summary>The time of a call.</summary>
    Time,

    /// <summary>The bytes that a call allocates.</summary>
    Allocated,
}
