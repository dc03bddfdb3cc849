namespace Grocery.Platform.Resilience.Breakers;

/// <summary>A change of state. <paramref name="Duration"/> is how long it lasts, where that is known; <paramref name="Reason"/> why it came.</summary>
internal readonly record struct BreakerChange(BreakerState State, TimeSpan? Duration = null, string Reason = "");
