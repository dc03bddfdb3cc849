using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Grocery.Platform.Conventions.Tests.Schema;

/// <summary>The JSON schema of one value: its type, its range and its default.</summary>
internal static class ValueSchema
{
    // What TimeSpan.Parse reads, except a number of days alone, which the platform refuses.
    private const string Duration = @"^-?(\d{1,8}[.:])?([01]?\d|2[0-3]):[0-5]?\d(:[0-5]?\d(\.\d{1,7})?)?$";

    /// <summary>Describes what may stand under the key of a property.</summary>
    public static JsonObject Of(PropertyInfo property, object owner, XmlDocumentation documentation)
    {
        var schema = Of(property.PropertyType, property.Name, documentation);
        AddRules(schema, property);
        if (DefaultOf(property.GetValue(owner)) is { } value)
            schema["default"] = value;

        var range = property.GetCustomAttribute<DurationRangeAttribute>() is { } duration
            ? $" From {Short(duration.Minimum)} to {Short(duration.Maximum)}, written [d.]hh:mm:ss."
            : "";
        schema.Insert(0, "description", documentation.Describe(property) + range);
        return schema;
    }

    private static JsonObject Of(Type declared, string name, XmlDocumentation documentation)
    {
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        if (type == typeof(bool))
            return new JsonObject { ["type"] = "boolean" };
        if (type == typeof(int))
            return new JsonObject { ["type"] = "integer" };
        if (type == typeof(double))
            return new JsonObject { ["type"] = "number" };
        if (type == typeof(TimeSpan))
            return new JsonObject { ["type"] = "string", ["pattern"] = Duration };
        if (type == typeof(Uri))
            return new JsonObject { ["type"] = "string", ["format"] = "uri" };
        if (type == typeof(string) || type == typeof(DateTimeOffset))
            return new JsonObject { ["type"] = "string" };
        if (type.IsEnum)
            return new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. type.GetEnumNames().Select(value => (JsonNode)value)]) };
        if (ValueOfDictionary(type) is { } item)
            return new JsonObject { ["type"] = "object", ["additionalProperties"] = ItemOf(item, name, documentation) };
        if (typeof(IEnumerable).IsAssignableFrom(type))
            return new JsonObject { ["type"] = "array", ["items"] = Of(type.GetGenericArguments()[0], name, documentation) };

        throw new NotSupportedException($"{name} is a {type}, of which the schema has no description. Add one here.");
    }

    private static JsonObject ItemOf(Type item, string name, XmlDocumentation documentation)
    {
        // Their keys are themselves configuration keys, of several segments.
        if (name is "Secrets" or "Parameters")
            return new JsonObject { ["type"] = new JsonArray("string", "object") };
        if (item == typeof(string))
            return new JsonObject { ["type"] = "string" };

        var owner = Activator.CreateInstance(item)!;
        return new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject(item.GetProperties().Select(property => KeyValuePair.Create(property.Name, (JsonNode?)Of(property, owner, documentation)))),
            ["additionalProperties"] = false,
        };
    }

    private static Type? ValueOfDictionary(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IDictionary<,>) ? type.GetGenericArguments()[1] : null;

    private static void AddRules(JsonObject schema, PropertyInfo property)
    {
        foreach (var rule in property.GetCustomAttributes<ValidationAttribute>())
        {
            switch (rule)
            {
                case RangeAttribute range:
                    schema["minimum"] = Number(range.Minimum);
                    schema["maximum"] = Number(range.Maximum);
                    break;
                case RegularExpressionAttribute pattern:
                    schema["pattern"] = $"^(?:{pattern.Pattern})$";
                    break;
                case StringLengthAttribute length:
                    schema["minLength"] = length.MinimumLength;
                    schema["maxLength"] = length.MaximumLength;
                    break;
                case DurationRangeAttribute or RequiredAttribute or EnumDataTypeAttribute:
                    break;
                default:
                    throw new NotSupportedException($"{property.DeclaringType}.{property.Name} has {rule.GetType().Name}, of which the schema says nothing. Add it here.");
            }
        }
    }

    private static string Short(TimeSpan duration) =>
        duration.Milliseconds == 0 ? duration.ToString("c", CultureInfo.InvariantCulture) : duration.ToString("c", CultureInfo.InvariantCulture).TrimEnd('0');

    private static JsonValue Number(object bound) => JsonValue.Create(Convert.ToDecimal(bound, CultureInfo.InvariantCulture));

    // What is configured is added to a list, so a list has no default that a value would replace.
    private static JsonNode? DefaultOf(object? value) => value switch
    {
        bool or int or double => JsonSerializer.SerializeToNode(value),
        TimeSpan duration => duration.ToString("c", CultureInfo.InvariantCulture),
        Enum name => name.ToString(),
        string text => text,
        _ => null,
    };
}
