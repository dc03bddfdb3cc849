using System.Text;
using System.Text.RegularExpressions;

namespace Grocery.Platform.Health.Checks;

/// <summary>
/// Takes secrets out of what a check says: known values, the values of secret names, and the user of a URI. Rather too much than too little:
/// the value of a secret name goes up to the next semicolon, comma or line.
/// </summary>
internal static partial class CheckText
{
    private const int Longest = 1000;

    // What the patterns look at; the mask may be longer than what it takes the place of.
    private const int LongestSearched = 4 * Longest;

    public static string Mask(string text, SecretValues secrets)
    {
        // Known secrets first, and in all of it: of one that is cut off, nobody would know the rest.
        var known = secrets.Redact(text);
        var searched = known.Length > LongestSearched ? known[..LongestSearched] : known;
        var masked = UserInfo().Replace(MaskPairs(searched), $"://{SecretValues.Mask}@");
        return masked.Length > Longest ? masked[..Longest] + "…" : masked;
    }

    // Of "failed: Password=x" the first name is none, so the search goes on behind it and not behind its value.
    private static string MaskPairs(string text)
    {
        var result = new StringBuilder(text.Length);
        var done = 0;
        for (var name = Name().Match(text); name.Success; name = Name().Match(text, Math.Max(done, name.Index + name.Length)))
        {
            if (!IsSecret(name))
                continue;

            var end = name.Index + name.Length;
            result.Append(text, done, end - done).Append(SecretValues.Mask);
            done = end + Value().Match(text, end).Length;
        }

        return result.Append(text, done, text.Length - done).ToString();
    }

    // "Access Token" and "Connection String" are two words.
    private static bool IsSecret(Match name) =>
        SecretNames.IsSecret(name.Groups["last"].Value) || SecretNames.IsSecret(name.Groups["first"].Value + name.Groups["last"].Value);

    // From the start of a word only, or a long word would be tried from each of its letters; and no longer than a name, because a hyphen may start one.
    [GeneratedRegex("""(?<!\w)(?:(?<first>\w{1,256}) )?(?<last>(?>[\w-]{1,256}))["']?\s*[=:]\s*""", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Name();

    // As in a connection string or in JSON: a quoted value may hold a semicolon.
    [GeneratedRegex("""\G(?:"(?:[^"\\]|\\.|"")*"?|'(?:[^']|'')*'?|[^;,\r\n]*)""", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Value();

    [GeneratedRegex("""://[^/\s]+@""", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex UserInfo();
}
