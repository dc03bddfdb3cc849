namespace Grocery.Platform.Binding;

/// <summary>The words by which a name is known to be that of a secret, also to the analyzers, which compile this file.</summary>
internal static class SecretWords
{
    public const string End = "token";

    public static readonly string[] Anywhere =
    [
        "password", "passwd", "passphrase", "pwd", "secret", "credential", "authorization", "cookie", "connectionstring", "connection_string",
        "connection-string", "apikey", "api_key", "api-key", "accesskey", "access_key", "access-key", "accountkey", "account_key",
        "privatekey", "private_key", "private-key", "signingkey", "signing_key", "signing-key",
    ];
}
