using System.Globalization;

namespace Grocery.Platform.Analyzers.CodeFixes.Logging;

/// <summary>Reads the formats of <c>string.Format</c>.</summary>
internal static class CompositeFormat
{
    /// <summary>Finds the holes, each with its braces.</summary>
    public static IEnumerable<(int Start, string Hole)> HolesOf(string format)
    {
        for (var at = 0; at < format.Length; at++)
        {
            if (format[at] is '{' or '}' && at + 1 < format.Length && format[at + 1] == format[at])
            {
                at++;
                continue;
            }

            if (format[at] != '{')
                continue;

            var end = format.IndexOf('}', at);
            if (end < 0)
                yield break;

            yield return (at, format.Substring(at, end + 1 - at));
            at = end;
        }
    }

    /// <summary>Gets the text of a part without holes.</summary>
    public static string TextOf(string format, int start, int end) =>
        format.Substring(start, end - start).Replace("{{", "{").Replace("}}", "}");

    /// <summary>Takes <c>{0,10:F2}</c> apart; <see langword="null"/> when it is no hole.</summary>
    public static (int Index, string Alignment, string Format)? Parse(string hole)
    {
        var inner = hole.Substring(1, hole.Length - 2);
        var colon = inner.IndexOf(':');
        var format = colon < 0 ? "" : inner.Substring(colon);
        var head = colon < 0 ? inner : inner.Substring(0, colon);
        var comma = head.IndexOf(',');
        var alignment = comma < 0 ? "" : head.Substring(comma);
        return int.TryParse(comma < 0 ? head : head.Substring(0, comma), NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? (index, alignment, format)
            : null;
    }
}
