namespace Grocery.Platform.Observability.Redaction;

/// <summary>
/// Reads a text that may be plain, or escaped as JSON once or more often: however many backslashes stand before a quotation mark, an n, r
/// or t, it is one quotation mark or space. So what is found in a plain text is also found when it is escaped.
/// </summary>
internal static class EscapedText
{
    private const int UnicodeEscape = 6;

    /// <summary>Says how many characters a quotation mark takes at a place, with its backslashes; 0 when there is none.</summary>
    public static int QuoteAt(ReadOnlySpan<char> text, int at)
    {
        var end = at + BackslashesAt(text, at);
        return end < text.Length && text[end] is '"' or '\'' ? end + 1 - at : 0;
    }

    public static int SkipSpaces(ReadOnlySpan<char> text, int at)
    {
        while (SpaceAt(text, at) is > 0 and var length)
            at += length;

        return at;
    }

    /// <summary>Gets the end of the escape into which <paramref name="at"/> points, or <paramref name="at"/> when it points into none.</summary>
    public static int AfterEscape(ReadOnlySpan<char> text, int at)
    {
        for (var start = at - 1; start >= 0 && start > at - UnicodeEscape; start--)
        {
            if (text[start] != '\\')
                continue;

            var end = start + (text[start + 1] == 'u' ? UnicodeEscape : 2);
            return end > at && end <= text.Length ? end : at;
        }

        return at;
    }

    /// <summary>Says whether the character before <paramref name="at"/> is the last of an escape.</summary>
    public static bool IsEscapedBefore(ReadOnlySpan<char> text, int at) => at >= 2 && AfterEscape(text, at - 1) == at;

    public static int BackslashesAt(ReadOnlySpan<char> text, int at)
    {
        if (at >= text.Length || text[at] != '\\')
            return 0;

        var length = text[at..].IndexOfAnyExcept('\\');
        return length < 0 ? text.Length - at : length;
    }

    private static int SpaceAt(ReadOnlySpan<char> text, int at)
    {
        var end = at + BackslashesAt(text, at);
        if (end >= text.Length)
            return 0;

        var isSpace = end == at ? text[at] is ' ' or '\t' or '\r' or '\n' : text[end] is 'n' or 'r' or 't';
        return isSpace ? end + 1 - at : 0;
    }
}
