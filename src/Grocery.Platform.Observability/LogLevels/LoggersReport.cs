using System.Text.Json;
using Grocery.Platform.Observability.Logging.Levels;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Observability.LogLevels;

/// <summary>Writes what <c>GET /loggers</c> answers: the levels, the overrides, and each known logger with its level.</summary>
internal sealed class LoggersReport(LevelOverrides overrides, CategoryLevels levels)
{
    public void Write(Utf8JsonWriter json, IEnumerable<string> categories)
    {
        json.WriteStartObject();
        json.WriteStartArray("levels");
        foreach (var name in Enum.GetNames<LogLevel>())
            json.WriteStringValue(name);

        json.WriteEndArray();
        json.WriteStartArray("overrides");
        foreach (var item in overrides.Current.OrderBy(item => item.Logger, StringComparer.Ordinal))
            Write(json, item);

        json.WriteEndArray();
        json.WriteStartObject("loggers");
        Write(json, LevelOverride.Default, "");
        foreach (var category in categories.Where(name => name != LevelOverride.Default).Order(StringComparer.Ordinal))
            Write(json, category, category);

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, LevelOverride item)
    {
        json.WriteStartObject();
        json.WriteString("logger", item.Logger);
        json.WriteString("level", item.Level.ToString());
        if (item.By.Name is { } name)
            json.WriteString("by", name);
        json.WriteString("address", item.By.Address);
        json.WriteString("since", item.Since.UtcDateTime);
        json.WriteString("until", item.Until.UtcDateTime);
        json.WriteEndObject();
    }

    private void Write(Utf8JsonWriter json, string name, string category)
    {
        json.WriteStartObject(name);
        json.WriteString("level", levels.Of(category).Write.ToString());
        json.WriteString("configured", levels.ConfiguredFor(category).ToString());
        json.WriteEndObject();
    }
}
