namespace Grocery.Platform.Health;

/// <summary>What <c>/health/live</c> looks at, read from <c>Platform:Health:Liveness</c>: the process alone, never a dependency.</summary>
public sealed class LivenessOptions
{
    /// <summary>The configuration section, <c>Platform:Health:Liveness</c>.</summary>
    public const string Section = "Platform:Health:Liveness";

    /// <summary>Gets or sets a value indicating whether the process is watched.</summary>
    /// <value><see langword="true"/> by default. When <see langword="false"/>, a process that answers at all is live.</value>
    public bool Enabled { get; set; } = true;

    /// <summary>
    /// Gets or sets the time after which the process counts as stuck: when the thread pool has not started a work item for so long, or when
    /// the loop of a check is late by that much after three of its periods.
    /// </summary>
    /// <value>10 seconds by default; from 0.1 seconds to 10 minutes. An orchestrator restarts what is not live, so rather too long.</value>
    [DurationRange("00:00:00.1", "00:10:00")]
    public TimeSpan MaxDelay { get; set; } = TimeSpan.FromSeconds(10);
}
