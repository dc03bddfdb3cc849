namespace Grocery.Platform.Observability.Redaction;

/// <summary>Something that looks like a secret, known by the fixed text with which it begins.</summary>
/// <param name="Anchor">The text, in any case.</param>
/// <param name="Match">Looks at what stands around the anchor.</param>
internal sealed record SecretPattern(string Anchor, SecretPattern.Matcher Match)
{
    private static readonly string[] PasswordKeys =
        ["password", "passwd", "pwd", "accountkey", "accesskey", "secret_access_key", "client_secret", "clientsecret", "access_token", "refresh_token", "api_key", "apikey"];

    /// <summary>Finds the secret part of a text.</summary>
    /// <param name="text">The text, plain or escaped as in a line.</param>
    /// <param name="anchor">Where the anchor begins.</param>
    /// <param name="end">Where the anchor ends.</param>
    /// <param name="masked">Up to where this matcher has found a part; what begins before that may be left out when it ends there too.</param>
    /// <returns>The part; empty when it is none.</returns>
    public delegate MaskedRange Matcher(ReadOnlySpan<char> text, int anchor, int end, int masked);

    public static IEnumerable<SecretPattern> Of(RedactionOptions options)
    {
        if (!options.Enabled)
            yield break;

        if (options.AuthorizationHeaders)
        {
            yield return new SecretPattern("authorization", AuthorizationHeader.Match);
            yield return new SecretPattern("bearer ", AuthorizationHeader.MatchBearer);
        }

        if (options.ConnectionStrings)
        {
            foreach (var key in PasswordKeys)
                yield return new SecretPattern(key, ConnectionStringPassword.Match);
            yield return new SecretPattern("://", UrlPassword.Match);
        }

        if (options.JsonWebTokens)
            yield return new SecretPattern("eyJ", JsonWebToken.Match);
    }

    public MaskedRange Find(ReadOnlySpan<char> text, int at, int masked) =>
        text[at..].StartsWith(Anchor, StringComparison.OrdinalIgnoreCase) ? Match(text, at, at + Anchor.Length, masked) : default;
}
