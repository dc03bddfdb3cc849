using System.Buffers;

namespace Grocery.Platform.Observability.Redaction;

/// <summary>The value after a key such as <c>Password</c>, in a connection string, a query or a JSON text; the key stays.</summary>
internal static class ConnectionStringPassword
{
    private const int LongestLookAhead = 128;
    private const int LongestWithin = 4 * 1024;

    private static readonly SearchValues<char> EndOfWords = SearchValues.Create(";=\"'\\,\r\n");

    private static readonly SearchValues<char> PlaceholderCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_@$:,.#-");

    public static MaskedRange Match(ReadOnlySpan<char> text, int anchor, int end, int masked)
    {
        var quote = EscapedText.QuoteAt(text, end);
        var at = EscapedText.SkipSpaces(text, end + quote);
        var isMember = quote > 0 && at < text.Length && text[at] == ':';
        if (!isMember && !IsAssignment(text, at))
            return default;

        at = EscapedText.SkipSpaces(text, at + 1);
        var isQuoted = EscapedText.QuoteAt(text, at) > 0;
        if (isMember && !isQuoted)
            return default;

        // Within a value that is masked already, only one in quotation marks can reach further.
        if (at < masked && !isQuoted)
            return default;
        if (at < masked)
            text = text[..Math.Min(text.Length, at + LongestWithin)];

        var value = isQuoted ? QuotedText.ContentOf(text, at) : new MaskedRange(at, EndOfValue(text, at));
        return value.End > value.Start && !IsHarmless(text[value.Start..value.End]) ? value : default;
    }

    private static bool IsAssignment(ReadOnlySpan<char> text, int at) =>
        at < text.Length && text[at] == '=' && !(at + 1 < text.Length && text[at + 1] is '=' or '>');

    private static int EndOfValue(ReadOnlySpan<char> text, int start)
    {
        for (var at = start; at < text.Length; at++)
        {
            if (text[at] == ';' || IsClosingQuote(text, at))
                return at;
            if (char.IsWhiteSpace(text[at]))
                return EndOfWordsOfValue(text, at);

            at += Math.Max(EscapedText.BackslashesAt(text, at) - 1, 0);
        }

        return text.Length;
    }

    // An apostrophe within a word is the value's own.
    private static bool IsClosingQuote(ReadOnlySpan<char> text, int at)
    {
        var end = at + EscapedText.QuoteAt(text, at);
        return end > at && !(text[end - 1] == '\'' && end < text.Length && char.IsLetterOrDigit(text[end]));
    }

    // A connection string's value may hold spaces; then a semicolon ends it, and no other key comes before that.
    private static int EndOfWordsOfValue(ReadOnlySpan<char> text, int space)
    {
        var rest = text.Slice(space, Math.Min(LongestLookAhead, text.Length - space));
        var end = rest.IndexOfAny(EndOfWords);
        return end >= 0 && rest[end] == ';' ? space + end : space;
    }

    // Masked already, or a placeholder of a message template.
    private static bool IsHarmless(ReadOnlySpan<char> value) =>
        value is SecretValues.Mask || (value is ['{', .. var name, '}'] && !name.ContainsAnyExcept(PlaceholderCharacters));
}
