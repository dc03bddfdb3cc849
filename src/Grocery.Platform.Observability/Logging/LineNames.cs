using System.Text.Json;

namespace Grocery.Platform.Observability.Logging;

/// <summary>The names of the members of a line, and of the levels.</summary>
internal static class LineNames
{
    public static readonly JsonEncodedText Timestamp = JsonLine.Encode("timestamp");
    public static readonly JsonEncodedText Level = JsonLine.Encode("level");
    public static readonly JsonEncodedText Message = JsonLine.Encode("message");
    public static readonly JsonEncodedText Template = JsonLine.Encode("template");
    public static readonly JsonEncodedText Logger = JsonLine.Encode("logger");
    public static readonly JsonEncodedText EventId = JsonLine.Encode("event_id");
    public static readonly JsonEncodedText TraceId = JsonLine.Encode("trace_id");
    public static readonly JsonEncodedText SpanId = JsonLine.Encode("span_id");
    public static readonly JsonEncodedText Service = JsonLine.Encode("service");
    public static readonly JsonEncodedText Version = JsonLine.Encode("version");
    public static readonly JsonEncodedText Environment = JsonLine.Encode("environment");
    public static readonly JsonEncodedText Instance = JsonLine.Encode("instance");
    public static readonly JsonEncodedText Attributes = JsonLine.Encode("attributes");
    public static readonly JsonEncodedText Error = JsonLine.Encode("error");
    public static readonly JsonEncodedText Type = JsonLine.Encode("type");
    public static readonly JsonEncodedText Stack = JsonLine.Encode("stack");
    public static readonly JsonEncodedText Truncated = JsonLine.Encode("truncated");

    public static readonly JsonEncodedText[] Levels =
        [.. new[] { "Trace", "Debug", "Information", "Warning", "Error", "Critical" }.Select(level => JsonLine.Encode(level))];
}
