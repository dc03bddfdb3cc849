namespace Grocery.Platform.Comparison.Results;

/// <summary>One run of an experiment.</summary>
/// <param name="MeasuredAt">When it ended.</param>
/// <param name="Machine">On what.</param>
/// <param name="Rounds">How many rounds it took.</param>
/// <param name="Seconds">For how long each service was loaded in a round, where it was.</param>
/// <param name="Readings">What it read.</param>
internal sealed record ExperimentResult(DateTimeOffset MeasuredAt, Machine Machine, int Rounds, int Seconds, Readings Readings);
