namespace Grocery.Platform.Observability.Redaction;

/// <summary>Finds the end of a quoted value, whose quotation marks may be escaped.</summary>
internal static class QuotedText
{
    /// <summary>Gets what stands between the quotation marks; to the end of the text when the closing one is missing.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Where the opening quotation mark begins, with its backslashes.</param>
    public static MaskedRange ContentOf(ReadOnlySpan<char> text, int start)
    {
        var open = EscapedText.QuoteAt(text, start);
        var mark = text[start + open - 1];
        var at = start + open;
        while (at < text.Length)
        {
            var next = at + EscapedText.BackslashesAt(text, at);
            if (next >= text.Length || text[next] != mark)
            {
                at = next + 1;
                continue;
            }

            // One with more backslashes is the value's own, and so is a doubled one.
            var close = next + 1 - at;
            var isOwn = close > open || (close == open && text[(next + 1)..].StartsWith(text.Slice(at, close), StringComparison.Ordinal));
            if (!isOwn)
                return new MaskedRange(start + open, at);

            at = next + 1 + (close == open ? close : 0);
        }

        return new MaskedRange(start + open, text.Length);
    }
}
