using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Observability.LogLevels;

/// <summary>What a request asks for.</summary>
/// <param name="Logger">The category.</param>
/// <param name="Level">The level; <see langword="null"/> ends the override.</param>
/// <param name="Ttl">For how long.</param>
/// <param name="By">Who asks, as they say.</param>
internal sealed record LevelChange(string Logger, LogLevel? Level, TimeSpan Ttl, string? By)
{
    private const int LongestName = 256;
    private const int LongestBy = 100;

    /// <summary>Reads a body such as <c>{"logger":"Shop.Cart","level":"Debug","ttl":"00:10:00","by":"ann"}</c>.</summary>
    /// <exception cref="FormatException">It is not one; the message says what is wrong, for the caller to read.</exception>
    public static LevelChange Parse(ReadOnlyMemory<byte> body, LogLevelOverrideOptions options)
    {
        using var document = ParseJson(body);
        try
        {
            return Read(document.RootElement, options);
        }
        catch (InvalidOperationException)
        {
            throw new FormatException("The body has a text that is not valid Unicode.");
        }
    }

    private static LevelChange Read(JsonElement root, LogLevelOverrideOptions options)
    {
        if (root.ValueKind != JsonValueKind.Object)
            throw new FormatException("The body must be a JSON object such as {\"logger\":\"Shop.Cart\",\"level\":\"Debug\",\"ttl\":\"00:10:00\"}.");

        foreach (var member in root.EnumerateObject())
        {
            if (member.Name is not ("logger" or "level" or "ttl" or "by"))
                throw new FormatException("The body has an unknown member; known are logger, level, ttl and by.");
        }

        return new LevelChange(
            ParseLogger(TextOf(root, "logger")), ParseLevel(root), ParseTtl(TextOf(root, "ttl"), options), ParseBy(TextOf(root, "by")));
    }

    private static JsonDocument ParseJson(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonDocument.Parse(body);
        }
        catch (JsonException)
        {
            throw new FormatException("The body is not JSON.");
        }
    }

    private static string ParseLogger(string? text)
    {
        if (text is not { Length: > 0 and <= LongestName } || text.Any(char.IsControl) || text.Count(c => c == '*') > 1)
            throw new FormatException($"logger must be a category of 1 to {LongestName} characters with at most one *, or {LevelOverride.Default}.");

        return text;
    }

    private static LogLevel? ParseLevel(JsonElement root)
    {
        if (root.TryGetProperty("level", out var member) && member.ValueKind == JsonValueKind.Null)
            return null;

        var names = Enum.GetNames<LogLevel>();
        var index = Array.FindIndex(names, name => name.Equals(TextOf(root, "level"), StringComparison.OrdinalIgnoreCase));
        return index >= 0
            ? Enum.Parse<LogLevel>(names[index])
            : throw new FormatException($"level must be one of {string.Join(", ", names)}, or null to end an override.");
    }

    private static TimeSpan ParseTtl(string? text, LogLevelOverrideOptions options)
    {
        if (text is null)
            return options.Ttl;

        var isDuration = text.Contains(':', StringComparison.Ordinal) & TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var ttl);
        return isDuration && ttl >= TimeSpan.FromSeconds(1) && ttl <= options.MaximumTtl
            ? ttl
            : throw new FormatException($"ttl must be a duration from 00:00:01 to {options.MaximumTtl:c}, written hh:mm:ss.");
    }

    private static string? ParseBy(string? text) =>
        text is null or { Length: > 0 and <= LongestBy } ? text : throw new FormatException($"by must be a name of 1 to {LongestBy} characters.");

    private static string? TextOf(JsonElement root, string name)
    {
        if (!root.TryGetProperty(name, out var member) || member.ValueKind == JsonValueKind.Null)
            return null;

        return member.ValueKind == JsonValueKind.String ? member.GetString() : throw new FormatException($"{name} must be a string.");
    }
}
