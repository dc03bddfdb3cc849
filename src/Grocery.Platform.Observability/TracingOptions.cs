namespace Grocery.Platform.Observability;

/// <summary>Which spans are recorded, read from <c>Platform:Observability:Tracing</c>.</summary>
public sealed class TracingOptions
{
    /// <summary>The configuration section, <c>Platform:Observability:Tracing</c>.</summary>
    public const string Section = "Platform:Observability:Tracing";

    /// <summary>Gets or sets a value indicating whether spans are recorded.</summary>
    /// <value><see langword="true"/> by default. <c>OTEL_SDK_DISABLED=true</c> turns tracing off too.</value>
    public bool Enabled { get; set; } = true;

    /// <summary>Gets or sets the names of the service's own activity sources; <c>*</c> stands for any text, as in <c>Shop.*</c>.</summary>
    /// <value>
    /// Empty by default. Always recorded are <c>Microsoft.AspNetCore</c>, <c>System.Net.Http</c>, <c>Npgsql</c> and <c>Grocery.*</c>.
    /// </value>
    public IList<string> Sources { get; set; } = [];
}
