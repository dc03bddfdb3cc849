using System.Globalization;
using System.Text.Json;
using Grocery.Platform.Health.Checks;

namespace Grocery.Platform.Health.Report;

/// <summary>Writes what a check says besides its description. Whatever a check puts there, the report stays one valid document.</summary>
internal static class ReportData
{
    public static void Write(Utf8JsonWriter json, IReadOnlyDictionary<string, object>? data, SecretValues secrets)
    {
        if (data is null or { Count: 0 })
            return;

        json.WriteStartObject("data");
        foreach (var (name, value) in data)
        {
            json.WritePropertyName(name);
            if (SecretNames.IsSecret(name))
                json.WriteStringValue(SecretValues.Mask);
            else
                Write(json, value, secrets);
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, object? value, SecretValues secrets)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case byte or sbyte or short or ushort or int or uint or long:
                json.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case double number when double.IsFinite(number):
                json.WriteNumberValue(number);
                break;
            case float number when float.IsFinite(number):
                json.WriteNumberValue(number);
                break;
            case decimal number:
                json.WriteNumberValue(number);
                break;
            case Exception exception:
                // Not its message, in which drivers quote what they were given.
                json.WriteStringValue(exception.GetType().Name);
                break;
            default:
                json.WriteStringValue(CheckText.Mask(TextOf(value), secrets));
                break;
        }
    }

    private static string TextOf(object value)
    {
        try
        {
            return value is IFormattable formattable ? formattable.ToString(null, CultureInfo.InvariantCulture) : value.ToString() ?? "";
        }
        catch (Exception exception)
        {
            return $"unreadable: {exception.GetType().Name}";
        }
    }
}
