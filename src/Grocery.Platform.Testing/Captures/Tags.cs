using System.Globalization;

namespace Grocery.Platform.Testing.Captures;

/// <summary>Names with values, as lines, spans and measurements carry them.</summary>
internal static class Tags
{
    /// <summary>Writes a value as it is compared and shown: 200 and "200" are one.</summary>
    public static string Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty;

    public static string Describe(IEnumerable<KeyValuePair<string, object?>> tags)
    {
        var text = string.Join(", ", tags.Select(tag => $"{tag.Key}={Text(tag.Value)}"));
        return text.Length == 0 ? string.Empty : $" {{{text}}}";
    }
}
