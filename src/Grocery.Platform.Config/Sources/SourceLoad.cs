using System.Globalization;

namespace Grocery.Platform.Config.Sources;

/// <summary>One load of all sources: what was read, how long it took, and what is wrong with it. Immutable once it has ended.</summary>
internal sealed class SourceLoad(IReadOnlyList<SourceRead> reads, TimeSpan deadline)
{
    private IReadOnlyList<SourceFailure>? _failures;

    /// <summary>Gets the reads; the values of each lie over those before it.</summary>
    public IReadOnlyList<SourceRead> Reads => reads;

    public TimeSpan Deadline => deadline;

    public bool IsOverDeadline { get; set; }

    public TimeSpan Elapsed { get; set; }

    public DateTimeOffset EndedAt { get; set; }

    /// <summary>Gets the number of requests that were sent, retries included.</summary>
    public int Attempts => reads.Sum(read => read.Progress.Attempts);

    public IReadOnlyList<SourceFailure> Failures =>
        _failures ??= [.. reads.Where(read => read.Failure is not null).Select(read => SourceFailure.Of(read, this))];

    /// <summary>Gets what forbids the start; what several sources say alike only once.</summary>
    public IEnumerable<SourceFailure> Problems => Failures.Where(failure => !failure.IsTolerable).DistinctBy(failure => failure.Text);

    /// <summary>Ends every read that has not ended.</summary>
    public void Fail(Exception exception)
    {
        foreach (var read in reads)
            read.Fail(exception);
    }

    /// <summary>Says what was read from the sources of one feature, for the boot report.</summary>
    public string Describe(string feature)
    {
        var mine = reads.Where(read => read.Source.Feature == feature).ToArray();
        var calls = mine.Sum(read => read.Progress.Calls);
        var text = string.Create(
            CultureInfo.InvariantCulture, $"read {string.Join(" and ", mine.Select(Count))} in {calls} call{(calls == 1 ? "" : "s")}");
        string[] failed = [.. Failures.Where(failure => failure.Source.Feature == feature).Select(failure => failure.Text).Distinct()];
        return failed.Length == 0 ? text : $"{text}; {string.Join(" ", failed)}";
    }

    private static string Count(SourceRead read)
    {
        var count = read.Snapshot?.Values.Count ?? 0;
        return string.Create(CultureInfo.InvariantCulture, $"{count} key{(count == 1 ? "" : "s")} from {read.Source.Name}");
    }
}
