namespace Grocery.Load.Figures;

/// <summary>What the generator needed.</summary>
/// <param name="Processors">How many processors it used on average.</param>
/// <param name="Available">How many there are.</param>
/// <param name="LateP99">How late 99 % of the visits started at most.</param>
/// <param name="LateMax">How late the latest visit started.</param>
internal sealed record GeneratorFigures(double Processors, int Available, TimeSpan LateP99, TimeSpan LateMax);
