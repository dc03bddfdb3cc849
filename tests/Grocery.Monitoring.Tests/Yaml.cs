using System.Text.Json;
using YamlDotNet.Serialization;

namespace Grocery.Monitoring.Tests;

/// <summary>Reads YAML as if it were JSON; every scalar is a text.</summary>
internal static class Yaml
{
    public static JsonElement Read(string file) => Parse(File.ReadAllText(file));

    public static JsonElement Parse(string text)
    {
        var graph = new DeserializerBuilder().Build().Deserialize<object?>(text);
        return JsonDocument.Parse(new SerializerBuilder().JsonCompatible().Build().Serialize(graph)).RootElement;
    }

    /// <summary>Gets the members of an object, or none where there is no object.</summary>
    public static IEnumerable<JsonProperty> Members(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Object ? element.EnumerateObject() : [];

    /// <summary>Gets a member, or an element that is nothing.</summary>
    public static JsonElement Member(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : default;

    /// <summary>Gets the items of a list, or none where there is no list.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? element.EnumerateArray() : [];

    /// <summary>Gets a text, or an empty one where there is none.</summary>
    public static string Text(this JsonElement element) => element.ValueKind == JsonValueKind.String ? element.GetString()! : "";
}
