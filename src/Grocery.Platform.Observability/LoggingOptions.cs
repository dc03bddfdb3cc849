using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Observability;

/// <summary>How the service logs, read from <c>Platform:Observability:Logging</c>.</summary>
public sealed class LoggingOptions
{
    /// <summary>The configuration section, <c>Platform:Observability:Logging</c>.</summary>
    public const string Section = "Platform:Observability:Logging";

    /// <summary>Gets or sets a value indicating whether log events are written to standard output as JSON lines.</summary>
    /// <value><see langword="true"/> by default. When <see langword="false"/>, the framework's own providers stay.</value>
    public bool Enabled { get; set; } = true;

    /// <summary>Gets or sets the lowest level that is written for a category without a rule of its own in <c>Logging:LogLevel</c>.</summary>
    /// <value>Unset by default: <c>Logging:LogLevel:Default</c> decides, which is <c>Information</c> when it is unset too.</value>
    public LogLevel? Level { get; set; }
}
