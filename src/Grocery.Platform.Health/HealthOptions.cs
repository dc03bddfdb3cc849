namespace Grocery.Platform.Health;

/// <summary>The switch of probes, background checks and drain, and the groups of checks; read from <c>Platform:Health</c>.</summary>
public sealed class HealthOptions
{
    /// <summary>The configuration section, <c>Platform:Health</c>.</summary>
    public const string Section = "Platform:Health";

    /// <summary>Gets or sets a value indicating whether the probes answer, the checks run in the background, and a stop drains.</summary>
    /// <value><see langword="true"/> by default. When <see langword="false"/>, the paths of the probes are the service's own.</value>
    public bool Enabled { get; set; } = true;

    /// <summary>
    /// Gets the groups: each name answers on <c>/health/&lt;name&gt;</c> by the worst of its checks alone. The value lists the names of checks
    /// with commas, <c>*</c> for any text in a name.
    /// </summary>
    /// <value>
    /// Empty by default. The name of a group is of letters, digits and hyphens, and not that of a probe. A name that matches no check which
    /// runs in the background stops the start.
    /// </value>
    public IDictionary<string, string> Groups { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
}
