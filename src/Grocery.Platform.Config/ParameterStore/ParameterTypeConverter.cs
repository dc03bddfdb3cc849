using System.Text.Json;
using System.Text.Json.Serialization;

namespace Grocery.Platform.Config.ParameterStore;

/// <summary>Reads the type of a parameter as one of three texts, instead of a new one for each parameter.</summary>
internal sealed class ParameterTypeConverter : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.ValueTextEquals("String"u8))
            return "String";
        if (reader.ValueTextEquals("SecureString"u8))
            return "SecureString";

        return reader.ValueTextEquals("StringList"u8) ? "StringList" : reader.GetString();
    }

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
