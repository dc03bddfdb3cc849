using System.Buffers;
using System.Text.Encodings.Web;
using Grocery.Platform.Observability.Logging.Lines;

namespace Grocery.Platform.Observability.Redaction;

/// <summary>One way to write a secret value: as it is, or escaped.</summary>
/// <param name="Text">The value as written.</param>
/// <param name="Needle">The part of it that is searched.</param>
/// <param name="Offset">Where the needle stands in the text.</param>
/// <param name="IsInLine">Whether it is so written only in a line, which escapes what it holds.</param>
internal sealed record SecretForm(string Text, string Needle, int Offset, bool IsInLine)
{
    private const int ShortestNeedle = SecretIndex.Window;

    private static readonly SearchValues<char> NeverEscaped =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~");

    /// <summary>Lists the forms of a value: as it is, in JSON of either kind, and in a URL; and each of them in a line.</summary>
    public static IEnumerable<SecretForm> Of(string value)
    {
        var line = new LineBuffer();
        string[] plain = [value, EscapedInLine(value), JavaScriptEncoder.Default.Encode(value), Uri.EscapeDataString(value)];
        var inLine = plain.Select(EscapedInLine).Except(plain, StringComparer.Ordinal);

        // One needle does for all forms, and a search of few plain needles is the fastest.
        var needle = LongestPlainPart(value);
        return plain.Distinct(StringComparer.Ordinal).Select(text => Of(text, needle, false))
            .Concat(inLine.Select(text => Of(text, needle, true)));

        string EscapedInLine(string text)
        {
            line.Clear();
            line.AppendEscaped(text);
            return line.Written.ToString();
        }
    }

    /// <summary>Finds the secret around a needle that was found at <paramref name="at"/>.</summary>
    public MaskedRange Find(ReadOnlySpan<char> text, int at)
    {
        var start = at - Offset;
        return start >= 0 && text[start..].StartsWith(Text, StringComparison.Ordinal) ? new MaskedRange(start, start + Text.Length) : default;
    }

    private static SecretForm Of(string text, string needle, bool isInLine) => needle.Length >= ShortestNeedle
        ? new SecretForm(text, needle, text.IndexOf(needle, StringComparison.Ordinal), isInLine)
        : new SecretForm(text, text, 0, isInLine);

    private static string LongestPlainPart(ReadOnlySpan<char> value)
    {
        ReadOnlySpan<char> longest = default;
        while (!value.IsEmpty)
        {
            var length = value.IndexOfAnyExcept(NeverEscaped);
            var part = length < 0 ? value : value[..length];
            if (part.Length > longest.Length)
                longest = part;

            value = value[Math.Min(part.Length + 1, value.Length)..];
        }

        return longest.ToString();
    }
}
