using Grocery.AppHost.Load;
using Grocery.Load.Requests;

namespace Grocery.AppHost.Drills;

/// <summary>When a shop is well again.</summary>
internal static class Recovery
{
    private const double BadShare = 0.1;
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>Measures while the load goes on: up to the first request that is still under way, as that may yet fail.</summary>
    /// <inheritdoc cref="Measure" path="/returns"/>
    public static TimeSpan? MeasureSoFar(LoadLog log, TimeSpan healed)
    {
        var until = log.CompleteUntil(healed);
        return Measure(log.Between(healed, until), healed, until);
    }

    /// <summary>Measures from the end of a fault to the end of the last second in which a tenth of the requests or more failed.</summary>
    /// <param name="after">The requests from then on.</param>
    /// <param name="healed">When the fault ended.</param>
    /// <param name="ended">When the observation did.</param>
    /// <returns>Zero when there is no such second; <see langword="null"/> unless a whole good second was seen behind it.</returns>
    public static TimeSpan? Measure(IReadOnlyList<LoadSample> after, TimeSpan healed, TimeSpan ended)
    {
        var recovered = after
            .GroupBy(sample => (int)(sample.Start - healed).TotalSeconds)
            .Where(second => second.Count(sample => sample.IsFailed) >= BadShare * second.Count())
            .Select(second => TimeSpan.FromSeconds(second.Key + 1))
            .DefaultIfEmpty(TimeSpan.Zero)
            .Max();
        var isSeen = recovered + Second <= ended - healed
            && after.Any(sample => sample.Start >= healed + recovered && sample.Start < healed + recovered + Second);
        return isSeen ? recovered : null;
    }
}
