using System.Text.Json;

namespace Grocery.Platform.Health.Report;

/// <summary>Writes what a check says besides its description.</summary>
internal static class ReportData
{
    public static void Write(Utf8JsonWriter json, IReadOnlyDictionary<string, object?>? data)
    {
        if (data is null)
            return;

        json.WriteStartObject("data");
        foreach (var (name, value) in data)
        {
            json.WritePropertyName(name);
            Write(json, value);
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            case double number:
                json.WriteNumberValue(number);
                break;
            case decimal number:
                json.WriteNumberValue(number);
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            default:
                json.WriteNullValue();
                break;
        }
    }
}
