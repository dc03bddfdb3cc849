namespace Grocery.Samples.Summary.Statistics;

/// <summary>How old statistics may be, read from <c>Statistics</c>.</summary>
internal sealed class StatisticsOptions
{
    public const string Section = "Statistics";

    /// <summary>Gets or sets the time after which statistics are asked for anew.</summary>
    /// <value>Default 5 seconds; 100 ms to 1 hour.</value>
    [DurationRange("00:00:00.100", "01:00:00")]
    public TimeSpan TimeToLive { get; set; } = TimeSpan.FromSeconds(5);
}
