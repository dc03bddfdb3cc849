using System.Buffers;

namespace Grocery.Platform.Observability.Redaction;

/// <summary>The password of a URL: <c>scheme://user:password@host</c> (RFC 3986, userinfo).</summary>
internal static class UrlPassword
{
    private static readonly SearchValues<char> EndOfAuthority = SearchValues.Create(
        [.. " /?#\"'<>\\", .. Enumerable.Range(0, char.MaxValue).Select(code => (char)code).Where(c => char.IsControl(c) || char.IsWhiteSpace(c))]);

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
}
