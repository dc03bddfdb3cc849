using System.ComponentModel.DataAnnotations;

namespace Grocery.Platform.Config;

/// <summary>How the configuration sources outside the process are read again, from <c>Platform:Config:Refresh</c>. Changes take effect while the service runs.</summary>
public sealed class RefreshOptions
{
    /// <summary>The configuration section, <c>Platform:Config:Refresh</c>.</summary>
    public const string Section = "Platform:Config:Refresh";

    /// <summary>Gets or sets a value indicating whether the sources are read again by themselves.</summary>
    /// <value>Default <see langword="true"/>. <see langword="false"/>: only <see cref="IConfigurationRefresher"/> reads them.</value>
    public bool Enabled { get; set; } = true;

    /// <summary>Gets or sets the time from one read to the next. Each time is longer or shorter by up to a quarter, by a random sequence that
    /// starts from the instance, so that the processes of a fleet do not read at the same time.</summary>
    /// <value>Default 1 minute. From 5 seconds to 1 day. While reads fail it doubles with each, up to 10 minutes or the period itself.</value>
    [DurationRange("00:00:05", "1.00:00:00")]
    public TimeSpan Period { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Gets or sets how many requests this process may send in a minute on average; a read that needs more makes the next one wait
    /// longer. AWS lets an account read parameters 40 times a second in a Region, all services and tools together.</summary>
    /// <value>Default 12: 100 processes then use at most half of that. From 1 to 2,400.</value>
    [Range(1, 2400)]
    public int MaxRequestsPerMinute { get; set; } = 12;
}
