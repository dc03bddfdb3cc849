using System.ComponentModel.DataAnnotations;

namespace Grocery.Platform.Config;

/// <summary>What all AWS configuration sources share, read from <c>Platform:Config</c>.</summary>
public sealed class ConfigOptions
{
    /// <summary>The configuration section, <c>Platform:Config</c>.</summary>
    public const string Section = "Platform:Config";

    private const string RootRule = "1 to 128 letters, digits, '_', '.' or '-', not starting with aws or ssm";

    /// <summary>Gets or sets the first segment of the Parameter Store hierarchy, <c>/{root}/{environment}/{service}/</c>.</summary>
    /// <value>Default <c>grocery</c>. 1 to 128 letters, digits, <c>_</c>, <c>.</c> or <c>-</c>; not starting with <c>aws</c> or
    /// <c>ssm</c>, which AWS reserves.</value>
    [Required(ErrorMessage = RootRule)]
    [RegularExpression("(?![Aa][Ww][Ss]|[Ss][Ss][Mm])[A-Za-z0-9_.-]{1,128}", ErrorMessage = RootRule)]
    public string? Root { get; set; } = "grocery";

    /// <summary>Gets or sets the time by which the first load of all sources must have ended, with all its retries.</summary>
    /// <value>Default 30 seconds. From 1 second to 10 minutes.</value>
    [DurationRange("00:00:01", "00:10:00")]
    public TimeSpan StartupDeadline { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets or sets a value indicating whether <c>/config</c> answers: every key with the source that set it, secrets masked.</summary>
    /// <value>Default <see langword="true"/>; on the management port, or for the same machine in Development when there is none.</value>
    public bool EndpointEnabled { get; set; } = true;
}
