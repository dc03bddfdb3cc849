namespace Grocery.Platform.Observability;

/// <summary>How a log event is written to standard output.</summary>
public enum LogFormat
{
    /// <summary>One JSON object a line, for machines.</summary>
    Json,

    /// <summary>One readable line, in colours on a terminal, for a person.</summary>
    Text,
}
