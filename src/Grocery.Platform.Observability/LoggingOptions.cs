using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Observability;

/// <summary>How the service logs, read from <c>Platform:Observability:Logging</c>.</summary>
public sealed class LoggingOptions
{
    /// <summary>The configuration section, <c>Platform:Observability:Logging</c>.</summary>
    public const string Section = "Platform:Observability:Logging";

    /// <summary>Gets or sets a value indicating whether log events are written to standard output by the platform.</summary>
    /// <value><see langword="true"/> by default. When <see langword="false"/>, the framework's own providers stay.</value>
    public bool Enabled { get; set; } = true;

    /// <summary>Gets or sets the lowest level that is written for a category without a rule of its own in <c>Logging:LogLevel</c>.</summary>
    /// <value>Unset by default: <c>Logging:LogLevel:Default</c> decides, which is <c>Information</c> when it is unset too.</value>
    public LogLevel? Level { get; set; }

    /// <summary>Gets or sets whether lines are JSON for machines or text for a person.</summary>
    /// <value>Unset by default: <see cref="LogFormat.Text"/> in the host environment <c>Development</c>, else <see cref="LogFormat.Json"/>.</value>
    public LogFormat? Format { get; set; }

    /// <summary>Gets or sets the names of the members of a JSON line.</summary>
    /// <value><see cref="LogPreset.Default"/> by default.</value>
    public LogPreset Preset { get; set; }

    /// <summary>
    /// Gets other names for members of a JSON line, by the name that the member has in <see cref="LogPreset.Default"/>: <c>timestamp</c>,
    /// <c>level</c>, <c>message</c>, <c>template</c>, <c>logger</c>, <c>event_id</c>, <c>trace_id</c>, <c>span_id</c>, <c>service</c>,
    /// <c>version</c>, <c>environment</c>, <c>instance</c>, <c>attributes</c>. An empty name leaves the member out, which the first three
    /// and <c>attributes</c> do not allow.
    /// </summary>
    /// <value>Empty by default: the names are those of <see cref="Preset"/>.</value>
    public IDictionary<string, string> Names { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
}
