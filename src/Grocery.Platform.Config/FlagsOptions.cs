namespace Grocery.Platform.Config;

/// <summary>Feature flags, read from <c>Platform:Flags</c>. The flags themselves stand in <c>FeatureManagement</c>.</summary>
public sealed class FlagsOptions
{
    /// <summary>The configuration section, <c>Platform:Flags</c>.</summary>
    public const string Section = "Platform:Flags";

    /// <summary>Gets or sets a value indicating whether <c>IFeatureManager</c> and the targeting filter are registered.</summary>
    /// <value>Default <see langword="true"/>. Read while the host is being built.</value>
    public bool Enabled { get; set; } = true;
}
