using System.Text;
using System.Text.RegularExpressions;
using Grocery.Platform.Config.Sources;

namespace Grocery.Platform.Config.Local;

/// <summary>
/// Reads lines <c>NAME=value</c> as the shell and Docker Compose do: empty lines and comments, <c>export</c> before the name, a value in
/// single quotes as it stands, in double quotes with <c>\n</c>, <c>\r</c>, <c>\t</c>, <c>\"</c> and <c>\\</c>, and else up to a comment.
/// Nothing is replaced by variables. In names <c>__</c> stands for <c>:</c>.
/// </summary>
internal static partial class EnvironmentFile
{
    /// <exception cref="SourceContentException">A line cannot be understood, or a name comes twice; says which line, and no value.</exception>
    public static IReadOnlyList<KeyValuePair<string, string?>> Parse(string path, string text)
    {
        var values = new List<KeyValuePair<string, string?>>();
        var lines = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var (i, line) in text.TrimStart('\uFEFF').Split('\n').Index())
        {
            var trimmed = line.Trim();
            if (trimmed.Length == 0 || trimmed[0] == '#')
                continue;

            var match = Line().Match(trimmed);
            if (!match.Success || Value(match.Groups["value"].Value) is not { } value)
                throw new SourceContentException($"Line {i + 1} of {path} is not NAME=value, with a value that is bare, in single or in double quotes. Mend it.");

            var key = match.Groups["name"].Value.Replace("__", ":", StringComparison.Ordinal);
            if (!lines.TryAdd(key, i + 1))
                throw new SourceContentException($"Lines {lines[key]} and {i + 1} of {path} both set {key}, which ignores case. Delete one of them.");

            values.Add(new(key, value));
        }

        return values;
    }

    /// <returns><see langword="null"/> when a quote does not end, or something else than a comment follows it.</returns>
    private static string? Value(string text)
    {
        if (text is not ['"' or '\'', ..])
            return Bare().Match(text).Value;

        var end = text[0] == '\'' ? text.IndexOf('\'', 1) : FindEnd(text);
        return end < 0 || !Rest().IsMatch(text[(end + 1)..]) ? null : text[0] == '\'' ? text[1..end] : Unescape(text[1..end]);
    }

    private static int FindEnd(string text)
    {
        for (var i = 1; i < text.Length; i++)
        {
            if (text[i] == '\\')
                i++;
            else if (text[i] == '"')
                return i;
        }

        return -1;
    }

    private static string Unescape(string text)
    {
        var value = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length)
            {
                value.Append(text[i]);
                continue;
            }

            i++;
            value.Append(text[i] switch { 'n' => "\n", 'r' => "\r", 't' => "\t", '"' => "\"", '\\' => "\\", var other => $"\\{other}" });
        }

        return value.ToString();
    }

    [GeneratedRegex(@"^(export\s+)?(?<name>[A-Za-z_][A-Za-z0-9_.:-]*)\s*=\s*(?<value>.*)$")]
    private static partial Regex Line();

    // A comment begins behind white space only: a password may have a '#'.
    [GeneratedRegex(@"^.*?(?=\s+#|\s*$)")]
    private static partial Regex Bare();

    [GeneratedRegex(@"^\s*(#.*)?$")]
    private static partial Regex Rest();
}
