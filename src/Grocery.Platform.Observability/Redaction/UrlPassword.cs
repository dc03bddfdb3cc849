using System.Buffers;

namespace Grocery.Platform.Observability.Redaction;

/// <summary>The password of a URL: <c>scheme://user:password@host</c> (RFC 3986, userinfo).</summary>
internal static class UrlPassword
{
    // The last blank of Unicode.
    private const char IdeographicSpace = '\u3000';

    private static readonly SearchValues<char> EndOfAuthority = SearchValues.Create(FindEnds());

    public static MaskedRange Match(ReadOnlySpan<char> text, int anchor, int end, int masked)
    {
        var authority = text[end..];
        var length = authority.IndexOfAny(EndOfAuthority);
        if (length >= 0)
            authority = authority[..length];

        // A password that is not encoded may hold an @ of its own.
        var host = authority.LastIndexOf('@');
        var user = authority.IndexOf(':');
        return user < 0 || host <= user + 1 || authority[(user + 1)..host] is SecretValues.Mask
            ? default
            : new MaskedRange(end + user + 1, end + host);
    }

    private static ReadOnlySpan<char> FindEnds()
    {
        var ends = new List<char>(" /?#\"'<>\\");
        for (var c = '\0'; c <= IdeographicSpace; c++)
        {
            if (char.IsControl(c) || char.IsWhiteSpace(c))
                ends.Add(c);
        }

        return ends.ToArray();
    }
}
