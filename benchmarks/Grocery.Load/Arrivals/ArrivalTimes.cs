namespace Grocery.Load.Arrivals;

/// <summary>
/// The times at which visits are meant to start: decided by the stages alone, never by how fast the answers come (an open model).
/// </summary>
internal static class ArrivalTimes
{
    /// <summary>Spaces the arrivals evenly.</summary>
    public static IEnumerable<TimeSpan> Constant(IEnumerable<Stage> stages) => Enumerate(stages, first: 0, () => 1);

    /// <summary>Lets them come independently of each other, as customers do: a Poisson process.</summary>
    public static IEnumerable<TimeSpan> Poisson(IEnumerable<Stage> stages, Random random)
    {
        // A process of rate 1, stretched by the rate that the stages have at each time.
        double Gap() => -Math.Log(1 - random.NextDouble());
        return Enumerate(stages, Gap(), Gap);
    }

    private static IEnumerable<TimeSpan> Enumerate(IEnumerable<Stage> stages, double first, Func<double> gap)
    {
        var (began, arrived, next) = (TimeSpan.Zero, 0.0, first);
        foreach (var stage in stages)
        {
            for (; next < arrived + stage.Arrivals; next += gap())
                yield return began + stage.TimeOf(next - arrived);

            (began, arrived) = (began + stage.Duration, arrived + stage.Arrivals);
        }
    }
}
