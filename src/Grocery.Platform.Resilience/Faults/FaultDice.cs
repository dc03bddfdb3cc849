namespace Grocery.Platform.Resilience.Faults;

/// <summary>Decides which part of what a rule matches is hit.</summary>
/// <param name="Roll">Gives a number from 0 to less than 1.</param>
internal sealed record FaultDice(Func<double> Roll);
