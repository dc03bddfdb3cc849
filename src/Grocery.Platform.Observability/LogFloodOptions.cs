using System.ComponentModel.DataAnnotations;

namespace Grocery.Platform.Observability;

/// <summary>How often the same message may be logged, read from <c>Platform:Observability:Logging:Flood</c>.</summary>
public sealed class LogFloodOptions
{
    /// <summary>The configuration section, <c>Platform:Observability:Logging:Flood</c>.</summary>
    public const string Section = LoggingOptions.Section + ":Flood";

    /// <summary>Gets or sets a value indicating whether a message that is logged too often is summarised.</summary>
    /// <value><see langword="true"/> by default.</value>
    public bool Enabled { get; set; } = true;

    /// <summary>
    /// Gets or sets how many lines of one message template are written in a second. One more line tells how many others there were. Request
    /// lines are never left out.
    /// </summary>
    /// <value>1 to 1,000,000 lines a second; 1,000 by default.</value>
    [Range(1, 1_000_000)]
    public int Limit { get; set; } = 1000;
}
