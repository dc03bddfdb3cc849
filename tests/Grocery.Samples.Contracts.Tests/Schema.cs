using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Grocery.Samples.Contracts.Tests;

/// <summary>What a schema of OpenAPI 3.1 says, as far as the services use it.</summary>
internal sealed class Schema(ContractDocument document, JsonNode node)
{
    private static readonly string[] Least = ["minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties"];
    private static readonly string[] Most = ["maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties"];

    private readonly JsonObject _node = document.Resolve(node);

    /// <summary>Gets the types, without "null".</summary>
    public string[] Types => [.. AllTypes.Where(type => type != "null")];

    public bool IsNullable => AllTypes.Contains("null") || Alternatives.Any(alternative => alternative.AllTypes.Contains("null"));

    public IReadOnlySet<string> Required =>
        (_node["required"]?.AsArray() ?? []).Select(name => (string)name!).ToHashSet(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, Schema> Properties =>
        (_node["properties"]?.AsObject() ?? []).ToDictionary(property => property.Key, property => new Schema(document, property.Value!), StringComparer.Ordinal);

    public Schema? Items => _node["items"] is { } items ? new Schema(document, items) : null;

    public Schema? Values => _node["additionalProperties"] is JsonObject values ? new Schema(document, values) : null;

    /// <summary>Lists the limits that refuse what an older schema took.</summary>
    public IEnumerable<string> LimitsNarrowerThan(Schema old) =>
    [
        .. Least.Where(limit => NumberOf(limit) is { } least && !(least <= old.NumberOf(limit))),
        .. Most.Where(limit => NumberOf(limit) is { } most && !(most >= old.NumberOf(limit))),
        .. _node["pattern"] is { } pattern && !JsonNode.DeepEquals(pattern, old._node["pattern"]) ? (string[])["pattern"] : [],
        .. _node["enum"] is JsonArray now && (old._node["enum"] is not JsonArray before || before.Any(value => !Has(now, value))) ? (string[])["enum"] : [],
    ];

    /// <summary>Gets this schema, or the one that is not null of "oneOf".</summary>
    public Schema Core => Alternatives.FirstOrDefault(alternative => !alternative.AllTypes.SequenceEqual(["null"])) ?? this;

    private string[] AllTypes => _node["type"] switch
    {
        null => _node["properties"] is null ? [] : ["object"],
        JsonArray many => [.. many.Select(type => (string)type!)],
        var one => [(string)one!],
    };

    private IEnumerable<Schema> Alternatives =>
        ((_node["oneOf"] ?? _node["anyOf"])?.AsArray() ?? []).Select(alternative => new Schema(document, alternative!));

    /// <summary>Lists what is wrong with a value.</summary>
    public IEnumerable<string> Check(JsonElement value, string at = "$")
    {
        if (value.ValueKind == JsonValueKind.Null)
            return IsNullable ? [] : [$"{at} is null"];

        var core = Core;
        var type = TypeOf(value);
        if (core.Types.Length > 0 && !core.Types.Contains(type) && !(type == "integer" && core.Types.Contains("number")))
            return [$"{at} is {type}, not {string.Join(" or ", core.Types)}"];

        return value.ValueKind switch
        {
            JsonValueKind.Object => core.CheckObject(value, at),
            JsonValueKind.Array => value.EnumerateArray().SelectMany((item, i) => core.Items?.Check(item, $"{at}[{i}]") ?? []),
            _ => [],
        };
    }

    /// <summary>Makes a value that has everything that the schema may have.</summary>
    public JsonNode Example()
    {
        var core = Core;
        return core.Types.FirstOrDefault() switch
        {
            "integer" => JsonValue.Create(1),
            "number" => JsonValue.Create(1.25m),
            "boolean" => JsonValue.Create(true),
            "array" => new JsonArray(core.Items!.Example()),
            "object" => new JsonObject(core.Properties.Select(property => KeyValuePair.Create(property.Key, (JsonNode?)property.Value.Example()))),
            _ => JsonValue.Create(core.ExampleText()),
        };
    }

    private static bool Has(JsonArray values, JsonNode? value) => values.Any(other => JsonNode.DeepEquals(other, value));

    private decimal? NumberOf(string limit) => (decimal?)_node[limit];

    private static string TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => "string",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Array => "array",
        JsonValueKind.Object => "object",
        _ => value.TryGetInt64(out _) ? "integer" : "number",
    };

    private List<string> CheckObject(JsonElement value, string at)
    {
        var properties = Properties;
        var problems = Required.Where(name => !value.TryGetProperty(name, out _)).Select(name => $"{at}.{name} is missing").ToList();
        foreach (var member in value.EnumerateObject())
        {
            if (properties.TryGetValue(member.Name, out var schema) || (schema = Values) is not null)
                problems.AddRange(schema.Check(member.Value, $"{at}.{member.Name}"));
            else
                problems.Add($"{at}.{member.Name} is not in the description");
        }

        return problems;
    }

    private string ExampleText() => (string?)_node["format"] switch
    {
        "uuid" => "0193489a-7c5e-7f3a-9d2b-5b0c8a1e4f60",
        "date-time" => DateTimeOffset.UnixEpoch.ToString("O", CultureInfo.InvariantCulture),
        "date" => "2026-01-31",
        _ => "example-1",
    };
}
