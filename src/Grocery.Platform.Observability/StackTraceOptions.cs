using System.ComponentModel.DataAnnotations;

namespace Grocery.Platform.Observability;

/// <summary>How stack traces are logged, read from <c>Platform:Observability:Logging:StackTrace</c>.</summary>
public sealed class StackTraceOptions
{
    /// <summary>The configuration section, <c>Platform:Observability:Logging:StackTrace</c>.</summary>
    public const string Section = LoggingOptions.Section + ":StackTrace";

    /// <summary>Gets or sets how many characters of a stack trace are logged, with its inner exceptions; the rest is cut off.</summary>
    /// <value>0 to 131,072 characters; 16,384 by default. 0 leaves the stack trace out.</value>
    [Range(0, 131_072)]
    public int Limit { get; set; } = 16_384;

    /// <summary>
    /// Gets or sets a value indicating whether an error has a hash of its types and methods, without messages and line numbers: the same
    /// failure has the same hash, in each instance and over releases that do not touch its path.
    /// </summary>
    /// <value><see langword="false"/> by default.</value>
    public bool Hash { get; set; }
}
