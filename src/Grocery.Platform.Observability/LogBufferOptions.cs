using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Observability;

/// <summary>
/// Lines under the level, kept in memory for each request and written only when it fails or is slow. Read from
/// <c>Platform:Observability:Logging:Buffer</c>.
/// </summary>
public sealed class LogBufferOptions
{
    /// <summary>The configuration section, <c>Platform:Observability:Logging:Buffer</c>.</summary>
    public const string Section = LoggingOptions.Section + ":Buffer";

    /// <summary>Gets or sets a value indicating whether lines under the level are kept for each request.</summary>
    /// <value><see langword="true"/> by default.</value>
    public bool Enabled { get; set; } = true;

    /// <summary>Gets or sets the lowest level that is kept.</summary>
    /// <value><see cref="LogLevel.Debug"/> by default.</value>
    public LogLevel Level { get; set; } = LogLevel.Debug;

    /// <summary>Gets or sets how many bytes of lines are kept for one request; the oldest go first.</summary>
    /// <value>1,024 to 1,048,576 bytes; 32,768 by default. The memory is taken as lines come, from a pool.</value>
    [Range(1024, 1_048_576)]
    public int Size { get; set; } = 32 * 1024;

    /// <summary>Gets or sets how many bytes all requests keep together; beyond, lines are dropped and counted (<c>buffer_full</c>).</summary>
    /// <value>65,536 to 1,073,741,824 bytes, and not less than <see cref="Size"/>; 16,777,216 (16 MiB) by default.</value>
    [Range(65_536, 1_073_741_824)]
    public int TotalSize { get; set; } = 16 * 1024 * 1024;

    /// <summary>Gets or sets the categories of which nothing is kept, with everything under them.</summary>
    /// <value><c>Microsoft</c> and <c>System</c> when unset: their debug lines cost each request more than they tell.</value>
    public IReadOnlyList<string>? Excluded { get; set; }
}
