using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace Grocery.Platform.Config.Sources;

/// <summary>
/// Flattens JSON into configuration keys like the framework's own JSON source: an object and an array become keys under the key, an empty
/// object is <see langword="null"/> and an empty array an empty text. A scalar is the value of the key itself.
/// </summary>
internal static class JsonValues
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Flattens a document whose root lies at <paramref name="key"/>, which may be empty.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    /// <exception cref="SourceContentException">Two members give one key, because keys ignore case.</exception>
    public static IReadOnlyList<KeyValuePair<string, string?>> Flatten(string key, ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json, Lenient);
        var values = new List<KeyValuePair<string, string?>>();
        Visit(key, document.RootElement, values);
        return values;
    }

    /// <inheritdoc cref="Flatten(string, ReadOnlyMemory{byte})"/>
    public static IReadOnlyList<KeyValuePair<string, string?>> Flatten(string key, string json) => Flatten(key, Encoding.UTF8.GetBytes(json));

    /// <summary>Says whether a text may be an object or an array; any other text is a plain value.</summary>
    public static bool MayBeContainer(string text) => text.AsSpan().TrimStart() is ['{' or '[', ..];

    private static void Visit(string key, JsonElement element, List<KeyValuePair<string, string?>> values)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                VisitObject(key, element, values);
                break;
            case JsonValueKind.Array:
                VisitArray(key, element, values);
                break;
            case JsonValueKind.Null:
                values.Add(new(key, null));
                break;
            default:
                values.Add(new(key, element.ToString()));
                break;
        }
    }

    private static void VisitObject(string key, JsonElement element, List<KeyValuePair<string, string?>> values)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var member in element.EnumerateObject())
        {
            if (!names.Add(member.Name))
                throw new SourceContentException($"Two members give the configuration key {Under(key, member.Name)}, which ignores case. Delete one of them.");

            Visit(Under(key, member.Name), member.Value, values);
        }

        if (names.Count == 0)
            values.Add(new(key, null));
    }

    private static void VisitArray(string key, JsonElement element, List<KeyValuePair<string, string?>> values)
    {
        foreach (var (i, item) in element.EnumerateArray().Index())
            Visit(Under(key, i.ToString(CultureInfo.InvariantCulture)), item, values);

        if (element.GetArrayLength() == 0)
            values.Add(new(key, string.Empty));
    }

    private static string Under(string key, string name) => key.Length == 0 ? name : ConfigurationPath.Combine(key, name);
}
