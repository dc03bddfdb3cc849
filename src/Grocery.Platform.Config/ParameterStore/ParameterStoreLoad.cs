using System.Globalization;

namespace Grocery.Platform.Config.ParameterStore;

/// <summary>The first load: what was read, how long it took, and what is wrong with it.</summary>
internal sealed class ParameterStoreLoad(IReadOnlyList<PathRead> reads, TimeSpan deadline)
{
    /// <summary>Gets the paths; each one lies over those before it, and the last is the service's own.</summary>
    public IReadOnlyList<PathRead> Reads => reads;

    public TimeSpan Deadline => deadline;

    public bool IsOverDeadline { get; set; }

    public TimeSpan Elapsed { get; set; }

    public DateTimeOffset EndedAt { get; set; }

    /// <summary>Gets or sets what the ARN of a parameter starts with.</summary>
    public string ArnPrefix { get; set; } = "arn:aws:ssm:<region>:<account>:";

    public string Address { get; set; } = "the Parameter Store";

    /// <summary>Gets what could not be read, and why.</summary>
    public IReadOnlyList<string> Failures =>
        [.. reads.Where(read => read.Failure is not null).Select(read => PathFailure.Describe(read, this)).Distinct()];

    /// <summary>Gets what forbids the start of a service that needs its parameters.</summary>
    public IReadOnlyList<string> Problems => Failures is { Count: > 0 } failures ? failures : reads[^1].Parameters.Count > 0 ? [] : [DescribeEmpty()];

    /// <summary>Ends every path that has not ended.</summary>
    public void Fail(Exception exception)
    {
        foreach (var read in reads)
            read.Fail(exception);
    }

    /// <summary>Says what was read, for the boot report.</summary>
    public override string ToString()
    {
        var read = string.Create(
            CultureInfo.InvariantCulture, $"read {string.Join(" and ", reads.Select(Count))} in {reads.Sum(read => read.Calls)} calls");
        return Failures is { Count: > 0 } failures ? $"{read}; {string.Join(" ", failures)}" : read;
    }

    private static string Count(PathRead read) => string.Create(
        CultureInfo.InvariantCulture, $"{read.Parameters.Count} parameter{(read.Parameters.Count == 1 ? "" : "s")} from {read.Path}");

    private string DescribeEmpty()
    {
        var empty = string.Join(" and ", reads.Where(read => read.Parameters.Count == 0).Select(read => read.Path));
        return $"The Parameter Store has no parameter under {empty}. Check {ConfigOptions.Section}:{nameof(ConfigOptions.Root)}, "
            + $"{ServiceOptions.Section}:{nameof(ServiceOptions.Environment)} and {ServiceOptions.Section}:{nameof(ServiceOptions.Name)}, "
            + "which make up the path; case matters. And check that the process runs in the right account and Region.";
    }
}
