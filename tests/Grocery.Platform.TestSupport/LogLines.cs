using System.Text.Json;

namespace Grocery.Platform.TestSupport;

/// <summary>Reads the log lines of a process.</summary>
public static class LogLines
{
    /// <summary>Parses every line as a JSON object; fails with the first line that is none.</summary>
    public static IReadOnlyList<JsonElement> Parse(IEnumerable<string> lines) => [.. lines.Select(Parse)];

    private static JsonElement Parse(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document.RootElement.Clone()
                : throw new InvalidDataException($"Not a JSON object: {line}");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"Not JSON: {line}", exception);
        }
    }
}
