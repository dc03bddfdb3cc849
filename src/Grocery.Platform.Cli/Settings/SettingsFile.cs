using System.Text;
using System.Text.Json;

namespace Grocery.Platform.Cli.Settings;

/// <summary>Reads a JSON settings file as the configuration of .NET does, with the line of each value.</summary>
internal static class SettingsFile
{
    private static readonly JsonReaderOptions AsConfigured = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <exception cref="JsonException">The file is no JSON.</exception>
    public static IReadOnlyList<Setting> Read(string path, string shownAs)
    {
        var bytes = File.ReadAllBytes(path);
        ReadOnlySpan<byte> json = bytes;
        var start = json.StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
        json = json[start..];

        List<Setting> settings = [];
        List<(string? Name, int Item)> keys = [];
        var reader = new Utf8JsonReader(json, AsConfigured);
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    keys.Add((reader.GetString()!, -1));
                    continue;
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    Enter(keys, reader.TokenType);
                    continue;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    keys.RemoveAt(keys.Count - 1);
                    break;
                default:
                    Enter(keys, reader.TokenType);
                    var key = string.Join(':', keys.Where(one => one.Name is not null).Select(one => one.Name));
                    if (TextOf(ref reader) is { } text)
                        settings.Add(new Setting(key, text, new Place(key, shownAs, 1 + json[..(int)reader.TokenStartIndex].Count((byte)'\n'))));
                    keys.RemoveAt(keys.Count - 1);
                    break;
            }

            Leave(keys);
        }

        return settings;
    }

    // Every value adds one level, which is the container itself: so the end of each takes away the same.
    private static void Enter(List<(string? Name, int Item)> keys, JsonTokenType type)
    {
        if (keys.Count > 0 && keys[^1].Item >= 0)
        {
            var (name, item) = keys[^1];
            keys[^1] = (name, item + 1);
            keys.Add((item.ToString(System.Globalization.CultureInfo.InvariantCulture), -1));
        }

        keys.Add((null, type == JsonTokenType.StartArray ? 0 : -1));
    }

    // The name of a property, or the number of an item, ends with its value.
    private static void Leave(List<(string? Name, int Item)> keys)
    {
        if (keys.Count > 0 && keys[^1].Name is not null)
            keys.RemoveAt(keys.Count - 1);
    }

    private static string? TextOf(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => reader.GetString(),
        JsonTokenType.Null => null,
        _ => Encoding.UTF8.GetString(reader.ValueSpan),
    };
}
