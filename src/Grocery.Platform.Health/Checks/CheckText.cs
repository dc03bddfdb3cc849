using System.Text.RegularExpressions;

namespace Grocery.Platform.Health.Checks;

/// <summary>Takes secrets out of what a check says: known values, the values of secret names, and the user of a URI.</summary>
internal static partial class CheckText
{
    private const int Longest = 1000;

    public static string Mask(string text, SecretValues secrets)
    {
        var masked = secrets.Redact(text.Length > Longest ? text[..Longest] + "…" : text);
        masked = Pair().Replace(masked, MaskPair);
        return UserInfo().Replace(masked, $"://{SecretValues.Mask}@");
    }

    private static string MaskPair(Match pair) =>
        SecretNames.IsSecret(pair.Groups["name"].Value.Replace(" ", "", StringComparison.Ordinal))
            ? $"{pair.Groups["name"].Value}{pair.Groups["is"].Value}{SecretValues.Mask}"
            : pair.Value;

    // As in a connection string: a quoted value may hold a semicolon.
    [GeneratedRegex("""(?<name>\w+(?: \w+)?)(?<is>\s*[=:]\s*)(?:"(?:[^"]|"")*"?|'(?:[^']|'')*'?|[^;,\s]+)""", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Pair();

    [GeneratedRegex("""://[^/\s@]+@""", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex UserInfo();
}
