namespace Grocery.Platform.Health;

/// <summary>How the service stops taking work, read from <c>Platform:Health:Drain</c>.</summary>
public sealed class DrainOptions
{
    /// <summary>The configuration section, <c>Platform:Health:Drain</c>.</summary>
    public const string Section = "Platform:Health:Drain";

    /// <summary>
    /// Gets or sets the time that the service keeps serving after the order to stop, not ready and closing its connections,
    /// so that load balancers can turn away before the port closes. The host's shutdown time-out is raised to leave 5 seconds after it.
    /// </summary>
    /// <value>From 0 to 5 minutes. Unset by default: 5 seconds in a container, 0 elsewhere.</value>
    [DurationRange("00:00:00", "00:05:00")]
    public TimeSpan? Window { get; set; }
}
