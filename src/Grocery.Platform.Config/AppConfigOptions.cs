using System.ComponentModel.DataAnnotations;

namespace Grocery.Platform.Config;

/// <summary>
/// AWS AppConfig as a configuration source, read from <c>Platform:Config:AppConfig</c>. It is read while the host is being built, so it
/// must be set in a source that is there when <c>AddPlatformConfig()</c> runs.
/// </summary>
public sealed class AppConfigOptions
{
    /// <summary>The configuration section, <c>Platform:Config:AppConfig</c>.</summary>
    public const string Section = "Platform:Config:AppConfig";

    private const string IdentifierRule = "1 to 128 characters, the name or the id that AppConfig has for it";

    /// <summary>Gets or sets a value indicating whether configuration profiles are read at start, and again and again.</summary>
    /// <value>Default <see langword="false"/>. <see langword="true"/> needs <see cref="Profiles"/> or <see cref="FlagProfiles"/>.</value>
    public bool Enabled { get; set; }

    /// <summary>Gets or sets a value indicating whether the service must not start without its profiles.</summary>
    /// <value>
    /// Default <see langword="true"/>. <see langword="false"/>: the service starts without a profile, with a warning, while it is missing or
    /// AppConfig cannot be reached; denied access, throttling and documents that cannot be used stop the start all the same.
    /// </value>
    public bool Required { get; set; } = true;

    /// <summary>Gets or sets the application, by name or id.</summary>
    /// <value>Default <see langword="null"/>: the name of the service. At most 128 characters.</value>
    [StringLength(128, MinimumLength = 1, ErrorMessage = IdentifierRule)]
    public string? Application { get; set; }

    /// <summary>Gets or sets the environment, by name or id.</summary>
    /// <value>Default <see langword="null"/>: the environment of the service. At most 128 characters.</value>
    [StringLength(128, MinimumLength = 1, ErrorMessage = IdentifierRule)]
    public string? Environment { get; set; }

    /// <summary>Gets the profiles with a freeform JSON document each, by name or id. Each lies over those before it.</summary>
    /// <value>Default empty.</value>
    public IList<string> Profiles { get; } = [];

    /// <summary>
    /// Gets the profiles with feature flags, by name or id; they lie over <see cref="Profiles"/>. A flag becomes
    /// <c>FeatureManagement:&lt;flag&gt;</c>, its attributes <c>FeatureAttributes:&lt;flag&gt;:&lt;attribute&gt;</c>.
    /// </summary>
    /// <value>Default empty.</value>
    public IList<string> FlagProfiles { get; } = [];

    /// <summary>Gets or sets the address of AppConfig's agent beside the service, which is asked in place of AWS.</summary>
    /// <value>Default <see langword="null"/>: AWS is asked. An <c>http</c> or <c>https</c> address, such as <c>http://localhost:2772</c>.</value>
    public Uri? Agent { get; set; }

    /// <summary>Gets or sets the access token of the agent.</summary>
    /// <value>Default <see langword="null"/>: none is sent. What the agent has as <c>ACCESS_TOKEN</c>.</value>
    [Sensitive]
    public string? AgentToken { get; set; }
}
