namespace Grocery.Platform.Observability;

/// <summary>Whether spans are recorded, read from <c>Platform:Observability:Tracing</c>.</summary>
public sealed class TracingOptions
{
    /// <summary>The configuration section, <c>Platform:Observability:Tracing</c>.</summary>
    public const string Section = "Platform:Observability:Tracing";

    /// <summary>Gets or sets a value indicating whether spans are recorded.</summary>
    /// <value><see langword="true"/> by default. <c>OTEL_SDK_DISABLED=true</c> turns tracing off too.</value>
    public bool Enabled { get; set; } = true;
}
