namespace Grocery.Load.Figures;

/// <summary>The figures of a load, without its warm-up.</summary>
/// <param name="Duration">From the end of the warm-up to the last arrival or the last answer, whichever was later.</param>
/// <param name="All">Those of all requests.</param>
/// <param name="Scenarios">Those of each scenario.</param>
/// <param name="Intervals">Those of the requests that were meant to start within each interval, by its beginning.</param>
/// <param name="Interval">How long an interval is.</param>
/// <param name="Dropped">How many arrivals were not sent, by why.</param>
/// <param name="Abandoned">How many requests were given up, since the load was stopped at once.</param>
/// <param name="MostUnderWay">How many requests were under way at once, the warm-up included.</param>
/// <param name="Lateness">How late the generator started the visits.</param>
internal sealed record LoadSummary(
    TimeSpan Duration,
    RequestFigures All,
    IReadOnlyList<ScenarioFigures> Scenarios,
    IReadOnlyList<(TimeSpan Start, RequestFigures Figures)> Intervals,
    TimeSpan Interval,
    IReadOnlyDictionary<string, long> Dropped,
    int Abandoned,
    int MostUnderWay,
    LatencyHistogram Lateness)
{
    public long DroppedCount => Dropped.Values.Sum();
}
