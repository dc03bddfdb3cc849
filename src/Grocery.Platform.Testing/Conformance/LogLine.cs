using System.Globalization;
using System.Text.Json;

namespace Grocery.Platform.Testing.Conformance;

/// <summary>A line of standard output that is a JSON object.</summary>
internal sealed class LogLine
{
    private readonly JsonElement _json;
    private readonly string _text;

    private LogLine(JsonElement json, string text) => (_json, _text) = (json, text);

    public int EventId => _json.TryGetProperty("event_id", out var id) && id.ValueKind == JsonValueKind.Number ? id.GetInt32() : 0;

    public bool IsOfRequest => EventId is 2000 or 2001;

    public DateTimeOffset? Timestamp => DateTimeOffset.TryParse(Text("timestamp"), CultureInfo.InvariantCulture, out var time) ? time : null;

    /// <summary>Reads a line, or returns null when it is no JSON object.</summary>
    public static LogLine? TryRead(string line)
    {
        try
        {
            var json = JsonElement.Parse(line);
            return json.ValueKind == JsonValueKind.Object ? new LogLine(json, line) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Reads a member that is a text, or returns an empty one.</summary>
    public string Text(string member) => Text(_json, member);

    public string Attribute(string name) =>
        _json.TryGetProperty("attributes", out var attributes) && attributes.ValueKind == JsonValueKind.Object ? Text(attributes, name) : "";

    public override string ToString() => _text;

    private static string Text(JsonElement json, string member) =>
        json.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
