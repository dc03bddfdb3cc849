using System.Buffers;

namespace Grocery.Platform;

/// <summary>The names by which a value is known to be secret: those of configuration keys, log attributes, headers and the like.</summary>
public static class SecretNames
{
    private const string Token = "token";

    private static readonly SearchValues<string> Words = SearchValues.Create(
        [
            "password", "passwd", "passphrase", "pwd", "secret", "credential", "authorization", "cookie", "connectionstring", "connection_string",
            "connection-string", "apikey", "api_key", "api-key", "accesskey", "access_key", "access-key", "accountkey", "account_key",
            "privatekey", "private_key", "private-key", "signingkey", "signing_key", "signing-key",
        ],
        StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Says whether a name stands for a secret: it contains <c>password</c>, <c>secret</c>, <c>credential</c>, <c>authorization</c>,
    /// <c>cookie</c>, <c>apikey</c>, <c>connectionstring</c> and the like, or ends in <c>token</c>; the case does not matter. Allocates nothing.
    /// </summary>
    /// <param name="name">The name, such as <c>ClientSecret</c> or <c>x-api-key</c>.</param>
    /// <returns><see langword="true"/> when its value is not to be shown.</returns>
    public static bool IsSecret(ReadOnlySpan<char> name) =>
        name.EndsWith(Token, StringComparison.OrdinalIgnoreCase) || name.ContainsAny(Words);
}
