using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Grocery.Platform.Conventions.Tests.Schema;

/// <summary>The JSON schema of <c>Platform</c> in a settings file, made from the options classes.</summary>
internal static class ConfigurationSchema
{
    private static readonly JsonSerializerOptions Written = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// Makes what a package ships: its own keys, beside which other packages put theirs. Grocery.Platform brings them all, and so knows every
    /// key under <c>Platform</c>.
    /// </summary>
    public static string Of(Assembly package)
    {
        var isWhole = package.GetName().Name == "Grocery.Platform";
        var root = new JsonObject { ["type"] = "object", ["properties"] = new JsonObject() };
        foreach (var type in Family.OptionsTypes.Where(type => isWhole || type.Assembly == package).OrderBy(type => type.FullName, StringComparer.Ordinal))
            Add(root, type);

        var platform = root["properties"]!["Platform"]!.AsObject();
        platform.Insert(0, "description", "Settings of Grocery.Platform; every key has a safe default.");
        if (!isWhole)
            platform.Remove("additionalProperties");

        return Sorted(root).ToJsonString(Written) + "\n";
    }

    /// <summary>Lists the keys of values, and the sections, each with <c>*</c> for a name that the service chooses.</summary>
    public static IEnumerable<(string Key, JsonObject Schema)> KeysIn(JsonObject schema, string path = "")
    {
        foreach (var (name, child) in schema["properties"]?.AsObject() ?? [])
            foreach (var key in Under(child!.AsObject(), path.Length == 0 ? name : $"{path}:{name}"))
                yield return key;
    }

    private static IEnumerable<(string Key, JsonObject Schema)> Under(JsonObject schema, string path)
    {
        yield return (path, schema);

        var nested = KeysIn(schema, path);
        if (schema["additionalProperties"] is JsonObject item)
            nested = nested.Concat(Under(item, path + ":*"));
        foreach (var key in nested)
            yield return key;
    }

    private static void Add(JsonObject root, Type type)
    {
        var documentation = new XmlDocumentation(type.Assembly);
        var sections = type.GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral && field.FieldType == typeof(string));
        foreach (var field in sections)
        {
            var section = Section(root, ((string)field.GetRawConstantValue()!).Split(':'));
            if (!section.ContainsKey("description"))
                section.Insert(0, "description", documentation.Describe(type));
            if (field.Name == "Section")
                AddProperties(section, type, documentation);
            else if (field.Name.EndsWith("Section", StringComparison.Ordinal))
                AddProperties(Named(section), type, documentation);
        }
    }

    private static void AddProperties(JsonObject section, Type type, XmlDocumentation documentation)
    {
        var owner = Activator.CreateInstance(type)!;
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
            section["properties"]!.AsObject().TryAdd(property.Name, ValueSchema.Of(property, owner, documentation));
    }

    private static JsonObject Section(JsonObject root, string[] path)
    {
        var section = root;
        foreach (var segment in path)
        {
            var properties = section["properties"]!.AsObject();
            if (properties[segment] is not { } child)
                properties[segment] = child = Closed();
            section = child.AsObject();
        }

        return section;
    }

    private static JsonObject Named(JsonObject section)
    {
        section.Remove("properties");
        if (section["additionalProperties"] is not JsonObject)
            section["additionalProperties"] = Closed();

        return section["additionalProperties"]!.AsObject();
    }

    private static JsonObject Closed() => new() { ["type"] = "object", ["properties"] = new JsonObject(), ["additionalProperties"] = false };

    // By name, so that the order of declarations changes nothing.
    private static JsonObject Sorted(JsonObject schema)
    {
        var sorted = new JsonObject();
        foreach (var (name, value) in schema)
        {
            sorted[name] = (name, value) switch
            {
                ("properties", JsonObject properties) => new JsonObject(properties.OrderBy(pair => pair.Key, StringComparer.Ordinal)
                    .Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)Sorted(pair.Value!.AsObject())))),
                ("additionalProperties", JsonObject item) => Sorted(item),
                _ => value?.DeepClone(),
            };
        }

        return sorted;
    }
}
