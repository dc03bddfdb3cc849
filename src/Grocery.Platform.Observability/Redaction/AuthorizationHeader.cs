using System.Buffers;

namespace Grocery.Platform.Observability.Redaction;

/// <summary>The credentials of an <c>Authorization</c> header, and a token after <c>Bearer</c> on its own; the scheme stays.</summary>
internal static class AuthorizationHeader
{
    private const int ShortestKey = 16;
    private const int ShortestToken = 8;
    private const int LongestProse = 32;
    private const int LongestLook = 4 * 1024;

    private static readonly string[] Schemes =
        ["Bearer", "Basic", "Digest", "AWS4-HMAC-SHA256", "AWS4-ECDSA-P256-SHA256", "Negotiate", "NTLM", "DPoP", "Token", "ApiKey", "Hawk", "HOBA", "Mutual"];

    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+/=");

    /// <summary>Matches a header with its name, as <c>Authorization: Basic dTpw</c> or in JSON.</summary>
    public static MaskedRange Match(ReadOnlySpan<char> text, int anchor, int end, int masked)
    {
        var at = SkipPunctuation(text, end);
        if (at >= text.Length || text[at] is not (':' or '='))
            return default;

        at = SkipPunctuation(text, at + 1);
        var scheme = TokenAt(text[..Math.Min(text.Length, at + LongestLook)], at);
        if (IsScheme(scheme))
        {
            var start = EscapedText.SkipSpaces(text, at + scheme.Length);
            if (start < masked)
                return default;

            var credentials = EndOfCredentials(text, start);
            return start > at + scheme.Length && credentials > start ? new MaskedRange(start, credentials) : default;
        }

        var isKey = at >= masked && scheme.Length >= ShortestKey && scheme.ContainsAnyInRange('0', '9');
        return isKey ? new MaskedRange(at, at + TokenAt(text, at).Length) : default;
    }

    /// <summary>Matches <c>Bearer</c> with a token, and not with the next word of a sentence.</summary>
    public static MaskedRange MatchBearer(ReadOnlySpan<char> text, int anchor, int end, int masked)
    {
        var start = EscapedText.SkipSpaces(text, end);
        var token = TokenAt(text, start);
        var isToken = token.Length >= LongestProse || (token.Length >= ShortestToken && token.ContainsAnyInRange('0', '9'));
        return isToken ? new MaskedRange(start, start + token.Length) : default;
    }

    private static bool IsScheme(ReadOnlySpan<char> text)
    {
        foreach (var scheme in Schemes)
        {
            if (text.Equals(scheme, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    private static ReadOnlySpan<char> TokenAt(ReadOnlySpan<char> text, int at)
    {
        var length = text[at..].IndexOfAnyExcept(TokenCharacters);
        return length < 0 ? text[at..] : text.Slice(at, length);
    }

    private static int SkipPunctuation(ReadOnlySpan<char> text, int at)
    {
        while (true)
        {
            var next = EscapedText.SkipSpaces(text, at);
            next += next < text.Length && text[next] == '[' ? 1 : EscapedText.QuoteAt(text, next);
            if (next == at)
                return at;

            at = next;
        }
    }

    // One token, or parameters with commas between them: a="b", c=d.
    private static int EndOfCredentials(ReadOnlySpan<char> text, int start)
    {
        var end = start;
        while (true)
        {
            end += TokenAt(text, end).Length;
            if ((end == start || text[end - 1] == '=') && EscapedText.QuoteAt(text, end) is > 0 and var quote)
                end = Math.Min(QuotedText.ContentOf(text, end).End + quote, text.Length);
            while (end < text.Length && text[end] is ';' or ':')
                end += 1 + TokenAt(text, end + 1).Length;

            var next = EscapedText.SkipSpaces(text, end);
            if (next >= text.Length || text[next] != ',')
                return end;

            next = EscapedText.SkipSpaces(text, next + 1);
            if (!TokenAt(text, next).Contains('='))
                return end;

            end = next;
        }
    }
}
