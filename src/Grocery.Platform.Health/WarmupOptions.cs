namespace Grocery.Platform.Health;

/// <summary>
/// How one warm-up task is run, read from <c>Platform:Health:Warmup:Tasks:&lt;name&gt;</c>; what a task does not set there comes from
/// <c>Platform:Health:Warmup:Defaults</c>. A name that no task carries stops the start.
/// </summary>
public sealed class WarmupOptions
{
    /// <summary>The section of the defaults of all tasks, <c>Platform:Health:Warmup:Defaults</c>.</summary>
    public const string Section = "Platform:Health:Warmup:Defaults";

    /// <summary>The section whose children are the tasks by name, <c>Platform:Health:Warmup:Tasks</c>.</summary>
    public const string TasksSection = "Platform:Health:Warmup:Tasks";

    /// <summary>Gets or sets the time after which a task has failed. One that ignores its token is left to itself.</summary>
    /// <value>30 seconds by default; from 0.01 seconds to 1 hour.</value>
    [DurationRange("00:00:00.01", "01:00:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets or sets a value indicating whether the failure of a task stops the start.</summary>
    /// <value>
    /// <see langword="false"/> by default: the service starts colder, and says so. Otherwise a dependency that is down for a minute would
    /// keep every instance from starting.
    /// </value>
    public bool Required { get; set; }
}
