using System.ComponentModel.DataAnnotations;

namespace Grocery.Platform.Config;

/// <summary>
/// Parameter Store as a configuration source, read from <c>Platform:Config:ParameterStore</c>. It is read while the host is being
/// built, so it must be set in a source that is there when <c>AddPlatformConfig()</c> runs.
/// </summary>
public sealed class ParameterStoreOptions
{
    /// <summary>The configuration section, <c>Platform:Config:ParameterStore</c>.</summary>
    public const string Section = "Platform:Config:ParameterStore";

    /// <summary>Gets or sets a value indicating whether parameters are read at start, and again and again.</summary>
    /// <value>Default <see langword="false"/>.</value>
    public bool Enabled { get; set; }

    /// <summary>Gets or sets a value indicating whether the service must not start without its parameters.</summary>
    /// <value>
    /// Default <see langword="true"/>: a failed load, no parameter under the service's own path, or a named parameter that is missing stops
    /// the start. <see langword="false"/>: the service starts without what is missing and while the Parameter Store cannot be reached, with a
    /// warning; denied access, throttling and parameters that cannot be used stop the start all the same.
    /// </value>
    public bool Required { get; set; } = true;

    /// <summary>Gets or sets a value indicating whether a value that is a JSON object or array becomes keys under its own key.</summary>
    /// <value>Default <see langword="false"/>: every value is text.</value>
    public bool Json { get; set; }

    /// <summary>Gets or sets the label of the versions that are read under the paths.</summary>
    /// <value>Default none: the newest versions. 1 to 100 letters, digits, <c>_</c>, <c>.</c> or <c>-</c>, not starting with a digit.</value>
    [RegularExpression("[A-Za-z_.-][A-Za-z0-9_.-]{0,99}", ErrorMessage = "1 to 100 letters, digits, '_', '.' or '-', not starting with a digit")]
    public string? Label { get; set; }

    /// <summary>
    /// Gets or sets the parameter under each path, such as <c>Version</c>, that is written last whenever anything under the path was changed. A
    /// read again then asks for this one alone, in one call, and for the others only when its version is another.
    /// </summary>
    /// <value>
    /// Default none: every read again asks for all versions, one call for ten parameters. Segments of letters, digits, <c>_</c>, <c>.</c> or
    /// <c>-</c> with <c>/</c> between them. A path without it is read as by default, with a warning. Not together with <see cref="Parameters"/>.
    /// </value>
    [RegularExpression("[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*", ErrorMessage = "segments of letters, digits, '_', '.' or '-' with '/' between them, under each path")]
    public string? VersionParameter { get; set; }

    /// <summary>
    /// Gets the parameters that are read by name instead of the paths, by the configuration key that each gives: a name or an ARN, with
    /// <c>:version</c> or <c>:label</c> if wanted. They are read ten in a call by <c>ssm:GetParameters</c>, whose limit is higher than that of
    /// paths.
    /// </summary>
    /// <value>Default empty: everything under the paths of the environment and the service is read.</value>
    public IDictionary<string, string> Parameters { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
}
