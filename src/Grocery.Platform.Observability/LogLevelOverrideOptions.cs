namespace Grocery.Platform.Observability;

/// <summary>
/// Log levels that <c>PUT /loggers</c> sets for a time, after which they fall back to the configured ones. Read from
/// <c>Platform:Observability:Logging:Overrides</c>.
/// </summary>
public sealed class LogLevelOverrideOptions
{
    /// <summary>The configuration section, <c>Platform:Observability:Logging:Overrides</c>.</summary>
    public const string Section = LoggingOptions.Section + ":Overrides";

    /// <summary>Gets or sets a value indicating whether <c>/loggers</c> answers.</summary>
    /// <value>
    /// <see langword="true"/> by default. Levels are changed only on the management port (<c>Platform:Management:Port</c>), or, where
    /// none is set, from the same machine in the host environment <c>Development</c>.
    /// </value>
    public bool Enabled { get; set; } = true;

    /// <summary>Gets or sets the time after which a level falls back when the request does not say.</summary>
    /// <value>10 minutes by default; from 1 second to <see cref="MaximumTtl"/>.</value>
    [DurationRange("00:00:01", "1.00:00:00")]
    public TimeSpan Ttl { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Gets or sets the longest time for which a request may set a level.</summary>
    /// <value>1 hour by default; from 1 second to 1 day.</value>
    [DurationRange("00:00:01", "1.00:00:00")]
    public TimeSpan MaximumTtl { get; set; } = TimeSpan.FromHours(1);
}
