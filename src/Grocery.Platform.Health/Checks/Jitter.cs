namespace Grocery.Platform.Health.Checks;

/// <summary>Keeps checks from running in lockstep, within one process and across a fleet that started together.</summary>
internal sealed class Jitter(Random random)
{
    /// <summary>The first wait, from half a period to a whole one: all checks ran together at the start.</summary>
    public TimeSpan First(TimeSpan period) => period * (0.5 + (0.5 * random.NextDouble()));

    /// <summary>Every later wait, from nine tenths of a period to a whole one.</summary>
    public TimeSpan Next(TimeSpan period) => period * (0.9 + (0.1 * random.NextDouble()));
}
