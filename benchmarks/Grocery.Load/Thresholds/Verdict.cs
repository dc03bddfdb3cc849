namespace Grocery.Load.Thresholds;

/// <summary>What became of a threshold.</summary>
/// <param name="Threshold">As it was written down.</param>
/// <param name="IsBroken">Whether the load has failed by it.</param>
/// <param name="Measured">What was measured.</param>
internal sealed record Verdict(string Threshold, bool IsBroken, string Measured);
