using System.ComponentModel.DataAnnotations;

namespace Grocery.Platform.Health;

/// <summary>
/// How one registered check is run, read from <c>Platform:Health:Checks:&lt;name&gt;</c>; what a check does not set there comes
/// from its registration, and then from <c>Platform:Health:Defaults</c>. A name that no check carries stops the start.
/// </summary>
public sealed class HealthCheckOptions
{
    /// <summary>The section of the defaults of all checks, <c>Platform:Health:Defaults</c>.</summary>
    public const string Section = "Platform:Health:Defaults";

    /// <summary>The section whose children are the checks by name, <c>Platform:Health:Checks</c>.</summary>
    public const string ChecksSection = "Platform:Health:Checks";

    /// <summary>Gets or sets the time from the start of one run to the start of the next, shortened at random by up to a tenth.</summary>
    /// <value>10 seconds by default; from 0.1 seconds to 1 hour. A result older than three periods counts as a failure.</value>
    [DurationRange("00:00:00.1", "01:00:00")]
    public TimeSpan Period { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Gets or sets the time after which a run has failed. One that ignores its token is abandoned, and none starts while it hangs.
    /// </summary>
    /// <value>2 seconds by default; from 0.01 seconds to the period.</value>
    [DurationRange("00:00:00.01", "01:00:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Gets or sets the number of failures in a row after which the check is down.</summary>
    /// <value>
    /// 3 by default, which with the default period is 18 to 30 seconds after the dependency died; from 1 to 100.
    /// The very first result counts at once.
    /// </value>
    [Range(1, 100)]
    public int Threshold { get; set; } = 3;

    /// <summary>Gets or sets the number of successes in a row after which a check that was down is up again.</summary>
    /// <value>1 by default; from 1 to 100. The very first result counts at once.</value>
    [Range(1, 100)]
    public int SuccessThreshold { get; set; } = 1;

    /// <summary>Gets or sets what it means for the service that the check is down.</summary>
    /// <value>
    /// <see cref="HealthDependency.Hard"/> by default; <see cref="HealthDependency.Soft"/> when the check was registered with the
    /// failure status Degraded.
    /// </value>
    public HealthDependency Dependency { get; set; } = HealthDependency.Hard;
}
