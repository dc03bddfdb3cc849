using System.ComponentModel.DataAnnotations;

namespace Grocery.Platform.Config;

/// <summary>
/// A local file in the place of all AWS sources, read from <c>Platform:Config:Local</c>: the same keys under the same contract, without AWS.
/// It is read while the host is being built, so it must be set in a source that is there when <c>AddPlatformConfig()</c> runs.
/// </summary>
public sealed class LocalOptions
{
    /// <summary>The configuration section, <c>Platform:Config:Local</c>.</summary>
    public const string Section = "Platform:Config:Local";

    private const string PathRule = "the path of a file whose name ends in .json or .env";

    /// <summary>Gets or sets a value indicating whether the file is read, at start and again and again, and no AWS source is.</summary>
    /// <value>Default <see langword="false"/>. <see langword="true"/> stops the start in the host environment Production.</value>
    public bool Enabled { get; set; }

    /// <summary>Gets or sets a value indicating whether the service must not start without the file.</summary>
    /// <value>Default <see langword="true"/>. <see langword="false"/>: the service starts without a file, with a warning; one that cannot be
    /// used stops the start all the same.</value>
    public bool Required { get; set; } = true;

    /// <summary>Gets or sets the file: JSON like a settings file, or lines <c>NAME=value</c>.</summary>
    /// <value>Default <c>.env</c>. Absolute, or under the content root of the host; its name ends in <c>.json</c> or <c>.env</c>.</value>
    [Required(ErrorMessage = PathRule)]
    [RegularExpression(@"(.*[/\\])?[^/\\]*\.(json|env)", ErrorMessage = PathRule)]
    public string? Path { get; set; } = ".env";
}
