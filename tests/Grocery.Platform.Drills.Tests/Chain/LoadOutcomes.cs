namespace Grocery.Platform.Drills.Tests.Chain;

/// <summary>What became of the requests of a load, in the order in which they were due.</summary>
internal sealed class LoadOutcomes(IReadOnlyList<LoadOutcome> all)
{
    public int Count => all.Count;

    public int Succeeded => CountOf(200);

    public TimeSpan P50 => Percentile(0.5);

    public TimeSpan P99 => Percentile(0.99);

    public int CountOf(int status) => all.Count(outcome => outcome.Status == status);

    /// <summary>Takes those that were due within a time of the load.</summary>
    public LoadOutcomes Due(TimeSpan from, TimeSpan to) => new([.. all.Where(outcome => outcome.Due >= from && outcome.Due < to)]);

    /// <summary>Finds when the service was whole again: from there on, every second of the load succeeded to at least 99 %.</summary>
    public TimeSpan? WholeFrom()
    {
        TimeSpan? whole = null;
        foreach (var step in all.Select(outcome => outcome.Due).Where(due => due.TotalMilliseconds % 100 == 0).Reverse())
        {
            var second = Due(step, step + TimeSpan.FromSeconds(1));
            if (second.Succeeded < 0.99 * second.Count)
                break;

            whole = step;
        }

        return whole;
    }

    public override string ToString()
    {
        var statuses = all.GroupBy(outcome => outcome.Status).OrderBy(group => group.Key).Select(group => $"{group.Count()} x {Name(group.Key)}");
        return $"{Count} requests: {string.Join(", ", statuses)}; p50 {P50.TotalMilliseconds:F0} ms, p99 {P99.TotalMilliseconds:F0} ms";
    }

    private static string Name(int status) => status == LoadOutcome.NoAnswer ? "no answer" : $"{status}";

    private TimeSpan Percentile(double share)
    {
        var sorted = all.Select(outcome => outcome.Latency).Order().ToList();
        return sorted[(int)((sorted.Count - 1) * share)];
    }
}
