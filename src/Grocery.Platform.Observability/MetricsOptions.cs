namespace Grocery.Platform.Observability;

/// <summary>Whether metrics are collected, read from <c>Platform:Observability:Metrics</c>.</summary>
public sealed class MetricsOptions
{
    /// <summary>The configuration section, <c>Platform:Observability:Metrics</c>.</summary>
    public const string Section = "Platform:Observability:Metrics";

    /// <summary>Gets or sets a value indicating whether metrics are collected; <c>/metrics</c> answers 404 when they are not.</summary>
    /// <value><see langword="true"/> by default. <c>OTEL_SDK_DISABLED=true</c> turns metrics off too.</value>
    public bool Enabled { get; set; } = true;
}
