using System.Buffers;

namespace Grocery.Platform.Observability.Redaction;

/// <summary>A JSON Web Token, signed or encrypted: three or five parts of base64url by dots, the first a JSON object (RFC 7519).</summary>
internal static class JsonWebToken
{
    private const int ShortestPart = 8;
    private const int LongestHeader = 8 * 1024;

    private static readonly SearchValues<char> Base64Url =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    public static MaskedRange Match(ReadOnlySpan<char> text, int anchor, int end, int masked)
    {
        if (anchor < masked || text[anchor] != 'e' || text[anchor + 2] != 'J')
            return default;

        var header = EndOfPart(text, anchor, LongestHeader);
        if (header - anchor < ShortestPart || !IsDot(text, header))
            return default;

        var payload = EndOfPart(text, header + 1, int.MaxValue);
        if (!IsDot(text, payload))
            return default;

        // An unsigned token ends by its second dot, an encrypted one may have an empty second part.
        var last = EndOfPart(text, payload + 1, int.MaxValue);
        if (payload - header - 1 < ShortestPart && last - payload - 1 < ShortestPart)
            return default;

        while (IsDot(text, last) && EndOfPart(text, last + 1, int.MaxValue) is var next && next > last + 1)
            last = next;

        return new MaskedRange(anchor, last);
    }

    private static int EndOfPart(ReadOnlySpan<char> text, int start, int longest)
    {
        var rest = text[start..];
        if (rest.Length > longest)
            rest = rest[..longest];

        var length = rest.IndexOfAnyExcept(Base64Url);
        return start + (length < 0 ? rest.Length : length);
    }

    private static bool IsDot(ReadOnlySpan<char> text, int at) => at < text.Length && text[at] == '.';
}
