using System.ComponentModel.DataAnnotations;

namespace Grocery.Platform.Observability;

/// <summary>The buffer between the service and its standard output, read from <c>Platform:Observability:Logging:Writer</c>.</summary>
public sealed class LogWriterOptions
{
    /// <summary>The configuration section, <c>Platform:Observability:Logging:Writer</c>.</summary>
    public const string Section = LoggingOptions.Section + ":Writer";

    /// <summary>
    /// Gets or sets how many bytes of lines wait for standard output at most, not counting those that are being written. When half of it
    /// is full, lines of the levels <c>Trace</c> and <c>Debug</c> are dropped; from three quarters on those of <c>Information</c>, from
    /// seven eighths on those of <c>Warning</c>; when all of it is full, every line. What is dropped is counted
    /// (<c>grocery.logs.dropped</c>), and said once a minute and at the stop.
    /// </summary>
    /// <value>65,536 to 268,435,456 bytes; 4,194,304 (4 MiB) by default.</value>
    [Range(65_536, 268_435_456)]
    public int Capacity { get; set; } = 4 * 1024 * 1024;
}
