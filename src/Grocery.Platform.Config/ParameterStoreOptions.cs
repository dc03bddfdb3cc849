namespace Grocery.Platform.Config;

/// <summary>
/// Parameter Store as a configuration source, read from <c>Platform:Config:ParameterStore</c>. It is read while the host is being
/// built, so it must be set in a source that is there when <c>AddPlatformConfig()</c> runs.
/// </summary>
public sealed class ParameterStoreOptions
{
    /// <summary>The configuration section, <c>Platform:Config:ParameterStore</c>.</summary>
    public const string Section = "Platform:Config:ParameterStore";

    /// <summary>Gets or sets a value indicating whether the parameters of this service are read at start.</summary>
    /// <value>Default <see langword="false"/>.</value>
    public bool Enabled { get; set; }

    /// <summary>Gets or sets a value indicating whether the service must not start without its parameters.</summary>
    /// <value>Default <see langword="true"/>: a failed load, or no parameter under the service's own path, stops the start.
    /// <see langword="false"/>: the service starts without them, with a warning.</value>
    public bool Required { get; set; } = true;
}
