namespace Grocery.Platform.Resilience.Breakers;

/// <summary>A change of state.</summary>
/// <param name="State">The state from now on.</param>
/// <param name="Duration">How long it lasts, where that is known.</param>
/// <param name="Reason">Why it opened.</param>
/// <param name="IsByOperator">Whether who asked for it has told the log already.</param>
internal readonly record struct BreakerChange(BreakerState State, TimeSpan? Duration = null, string Reason = "", bool IsByOperator = false);
