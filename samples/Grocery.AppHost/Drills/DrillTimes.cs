namespace Grocery.AppHost.Drills;

/// <summary>How long the parts of a drill last at least, and the traffic meanwhile.</summary>
/// <param name="PerSecond">The visits of a second.</param>
internal sealed record DrillTimes(TimeSpan Before, TimeSpan During, TimeSpan After, double PerSecond)
{
    public static DrillTimes Full { get; } = new(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(15), PerSecond: 25);

    /// <summary>Gets the shortest times in which each drill still shows what it is for.</summary>
    public static DrillTimes Short { get; } = new(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(4), PerSecond: 20);
}
