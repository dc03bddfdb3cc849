using System.Buffers;
using System.Text.RegularExpressions;
using Grocery.Platform.Binding;

namespace Grocery.Platform;

/// <summary>The names by which a value is known to be secret: those of configuration keys, log attributes, headers and the like.</summary>
public static partial class SecretNames
{
    private static readonly SearchValues<string> Words = SearchValues.Create(SecretWords.Anywhere, StringComparison.OrdinalIgnoreCase);

    // Their keys name secrets and hold none: the ids of secrets, and what is to be masked.
    private static readonly string[] PlainSections = ["Platform:Config:SecretsManager:", "Platform:Observability:Redaction:"];

    /// <summary>
    /// Says whether a name stands for a secret: it contains <c>password</c>, <c>secret</c>, <c>credential</c>, <c>authorization</c>,
    /// <c>cookie</c>, <c>apikey</c>, <c>connectionstring</c> and the like, or ends in <c>token</c>; the case does not matter. Allocates nothing.
    /// </summary>
    /// <param name="name">The name, such as <c>ClientSecret</c> or <c>x-api-key</c>.</param>
    /// <returns><see langword="true"/> when its value is not to be shown.</returns>
    public static bool IsSecret(ReadOnlySpan<char> name) =>
        name.EndsWith(SecretWords.End, StringComparison.OrdinalIgnoreCase) || name.ContainsAny(Words);

    /// <summary>
    /// Says whether a configuration key stands for a secret: <see cref="IsSecret"/> holds for any of its segments, as in
    /// <c>ConnectionStrings:Shop</c> and <c>Passwords:0</c>. The platform's own sections that name secrets and hold none, such as
    /// <c>Platform:Config:SecretsManager</c>, are not secret. Allocates nothing.
    /// </summary>
    /// <param name="key">The whole key, such as <c>Payments:ApiKey</c>; case does not matter.</param>
    /// <returns><see langword="true"/> when its value is not to be shown.</returns>
    public static bool IsSecretKey(ReadOnlySpan<char> key)
    {
        foreach (var section in PlainSections)
        {
            if (key.StartsWith(section, StringComparison.OrdinalIgnoreCase))
                return false;
        }

        foreach (var segment in key.Split(':'))
        {
            if (IsSecret(key[segment]))
                return true;
        }

        return false;
    }

    /// <summary>
    /// Says whether a setting is secret: its key is (<see cref="IsSecretKey"/>), or its value carries a credential whatever the key is called.
    /// That is a secret name with <c>=</c> or <c>:</c> behind it, as in a connection string, a list of headers or JSON, an address with a
    /// password, a bearer token or a private key.
    /// </summary>
    /// <param name="key">The whole configuration key; case does not matter.</param>
    /// <param name="value">The value.</param>
    /// <returns><see langword="true"/> when the value is not to be shown.</returns>
    public static bool IsSecretSetting(ReadOnlySpan<char> key, ReadOnlySpan<char> value)
    {
        if (IsSecretKey(key) || Credential().IsMatch(value))
            return true;

        // Of an ARN, "secret" is a part.
        if (value.StartsWith("arn:", StringComparison.Ordinal) && !value.ContainsAny('=', '"', ' '))
            return false;

        foreach (var name in NamedValue().EnumerateMatches(value))
        {
            if (IsSecret(value.Slice(name.Index, name.Length)))
                return true;
        }

        return false;
    }

    [GeneratedRegex(@"://[^/\s:@]*:[^@\s]+@|\bbearer\s+\S|-----BEGIN [A-Z ]*PRIVATE KEY", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Credential();

    // Starts at the start of a word only, or a long text without a separator would take quadratic time.
    [GeneratedRegex("""(?<![\w.-])(?>[\w.-]+)(?=[\\"']*\s*[:=])""", RegexOptions.CultureInvariant)]
    private static partial Regex NamedValue();
}
