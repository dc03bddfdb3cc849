namespace Grocery.Platform.Resilience;

/// <summary>
/// Faults that are injected on purpose into outgoing calls and incoming requests, by the rules of <see cref="FaultRuleOptions"/> and those that
/// <c>PUT /resilience/faults</c> sets for a time. Read from <c>Platform:Resilience:Faults</c>.
/// </summary>
public sealed class FaultOptions
{
    /// <summary>The configuration section, <c>Platform:Resilience:Faults</c>.</summary>
    public const string Section = ResilienceOptions.Section + ":Faults";

    /// <summary>Gets or sets a value indicating whether faults are injected and <c>/resilience/faults</c> answers.</summary>
    /// <value>
    /// <see langword="false"/> by default. Turned off while the service runs, it ends all rules; turned on, it needs a restart.
    /// </value>
    public bool Enabled { get; set; }

    /// <summary>
    /// Gets or sets a value indicating whether faults are injected in production too: where the environment of <see cref="ServiceIdentity"/> is
    /// <c>production</c>, <c>prod</c>, <c>prd</c> or <c>live</c>, or has one of them between hyphens, underscores or dots.
    /// </summary>
    /// <value>
    /// <see langword="false"/> by default: a configured rule stops the start there, and requests for one are answered 403. When
    /// <see langword="true"/>, a warning is logged each minute and the health check <c>faults</c> is degraded while there are rules.
    /// </value>
    public bool AllowInProduction { get; set; }

    /// <summary>Gets or sets the time after which a rule of <c>PUT /resilience/faults</c> ends when the request does not say.</summary>
    /// <value>10 minutes by default; from 1 second to <see cref="MaximumTtl"/>.</value>
    [DurationRange("00:00:01", "1.00:00:00")]
    public TimeSpan Ttl { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Gets or sets the longest time for which a request may set a rule.</summary>
    /// <value>1 hour by default; from 1 second to 1 day.</value>
    [DurationRange("00:00:01", "1.00:00:00")]
    public TimeSpan MaximumTtl { get; set; } = TimeSpan.FromHours(1);
}
