namespace Grocery.Samples.Summary.Overview;

/// <summary>How long a summary may take, read from <c>Summary</c>.</summary>
internal sealed class SummaryOptions
{
    public const string Section = "Summary";

    /// <summary>Gets or sets the time after which a part that has not come is missing.</summary>
    /// <value>Default 1 second; 50 ms to 30 seconds.</value>
    [DurationRange("00:00:00.050", "00:00:30")]
    public TimeSpan Deadline { get; set; } = TimeSpan.FromSeconds(1);
}
