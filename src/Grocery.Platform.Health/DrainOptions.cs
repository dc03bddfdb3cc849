namespace Grocery.Platform.Health;

/// <summary>How the service stops taking work, read from <c>Platform:Health:Drain</c>.</summary>
public sealed class DrainOptions
{
    /// <summary>The configuration section, <c>Platform:Health:Drain</c>.</summary>
    public const string Section = "Platform:Health:Drain";

    /// <summary>
    /// Gets or sets the time that the service keeps serving after the order to stop, not ready and closing its connections,
    /// so that load balancers can turn away before the port closes. Another signal to stop ends it.
    /// </summary>
    /// <value>From 0 to 5 minutes. Unset by default: 5 seconds in a container, 0 elsewhere and in the host environment Development.</value>
    [DurationRange("00:00:00", "00:05:00")]
    public TimeSpan? Window { get; set; }

    /// <summary>
    /// Gets or sets the time that the whole stop may take, the window in it: what still runs then is cut off. It is the host's shutdown
    /// time-out.
    /// </summary>
    /// <value>
    /// From 1 second to 1 hour, and longer than the window. Unset by default: what the service sets as <c>HostOptions.ShutdownTimeout</c> other than its default of 30 seconds,
    /// else <see cref="StopTimeout"/> less the 5 seconds that telemetry has to be flushed; in both cases at least the window and 5 seconds.
    /// </value>
    [DurationRange("00:00:01", "01:00:00")]
    public TimeSpan? Budget { get; set; }

    /// <summary>
    /// Gets or sets the time after which the orchestrator kills the process: <c>stopTimeout</c> of the ECS container definition,
    /// <c>terminationGracePeriodSeconds</c> of the Kubernetes pod. Tell it here, for nothing tells the process; a budget that does not fit
    /// is a warning at the start.
    /// </summary>
    /// <value>30 seconds by default, as in ECS and Kubernetes; from 1 second to 1 hour.</value>
    [DurationRange("00:00:01", "01:00:00")]
    public TimeSpan StopTimeout { get; set; } = TimeSpan.FromSeconds(30);
}
