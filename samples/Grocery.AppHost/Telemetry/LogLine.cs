using System.Globalization;
using System.Text.Json;
using Grocery.Platform;

namespace Grocery.AppHost.Telemetry;

/// <summary>A line that a service or the database wrote.</summary>
/// <param name="Sequence">Grows with each line of the stream.</param>
/// <param name="Service">Who wrote it.</param>
/// <param name="Level">Its level in lower case, empty for a line that is not of the platform's form.</param>
/// <param name="TraceId">The trace that it belongs to, or empty.</param>
/// <param name="Text">The whole line.</param>
internal sealed record LogLine(long Sequence, string Service, DateTimeOffset? Time, string Level, string TraceId, string Message, string Logger, string Text)
{
    private const string PostgresTime = "yyyy-MM-dd HH:mm:ss.fff";
    private const int LongestMessage = 2000;
    private const int LongestText = 16_384;

    /// <summary>Reads a line; one that is no JSON object of texts is kept as it stands, unless it seems to hold a credential.</summary>
    public static LogLine Read(string text, string writer)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Object ? Read(document.RootElement, text, writer) : Plain(text, writer);
        }
        // Half of a surrogate pair, as in "\ud800", is JSON and no text.
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return Plain(text, writer);
        }
    }

    private static LogLine Read(JsonElement line, string text, string writer) => new(
        0,
        Member(line, "service") is { Length: > 0 } service ? service : writer,
        DateTimeOffset.TryParse(Member(line, "timestamp"), CultureInfo.InvariantCulture, out var time) ? time : null,
        Member(line, "level").ToLowerInvariant(),
        Member(line, "trace_id"),
        Cut(MessageOf(line), LongestMessage),
        Member(line, "logger"),
        Cut(text, LongestText));

    private static string MessageOf(JsonElement line)
    {
        var message = Member(line, "message");
        return line.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object
            ? $"{message} [{Member(error, "type")}: {Member(error, "message")}]"
            : message;
    }

    private static LogLine Plain(string text, string writer)
    {
        var shown = Cut(SecretNames.IsSecretSetting("", text) ? $"{SecretValues.Mask} (a line that names a credential)" : text, LongestMessage);
        return new LogLine(0, writer, ReadTime(text), "", "", shown, "", shown);
    }

    // As PostgreSQL begins its lines.
    private static DateTimeOffset? ReadTime(string text) =>
        text.Length > PostgresTime.Length
        && DateTimeOffset.TryParseExact(
            text[..PostgresTime.Length], PostgresTime, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : null;

    private static string Member(JsonElement json, string name) =>
        json.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString()! : "";

    private static string Cut(string text, int longest) => text.Length <= longest ? text : $"{text[..longest]}…";
}
