namespace Grocery.Platform.Health;

/// <summary>The switch of probes, background checks and drain, read from <c>Platform:Health</c>.</summary>
public sealed class HealthOptions
{
    /// <summary>The configuration section, <c>Platform:Health</c>.</summary>
    public const string Section = "Platform:Health";

    /// <summary>Gets or sets a value indicating whether the probes answer, the checks run in the background, and a stop drains.</summary>
    /// <value><see langword="true"/> by default. When <see langword="false"/>, the paths of the probes are the service's own.</value>
    public bool Enabled { get; set; } = true;
}
