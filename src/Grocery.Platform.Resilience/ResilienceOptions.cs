namespace Grocery.Platform.Resilience;

/// <summary>The switch of the whole package, read from <c>Platform:Resilience</c>.</summary>
public sealed class ResilienceOptions
{
    /// <summary>The configuration section, <c>Platform:Resilience</c>.</summary>
    public const string Section = "Platform:Resilience";

    /// <summary>Gets or sets a value indicating whether the clients of the factory get the resilience handler, and pipelines protect anything.</summary>
    /// <value>
    /// <see langword="true"/> by default. <see langword="false"/> leaves every client as it is without the platform, and the pipelines of
    /// <see cref="IPlatformPipelines"/> only run what they are given.
    /// </value>
    public bool Enabled { get; set; } = true;
}
