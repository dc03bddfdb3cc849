using System.Text;

namespace Grocery.Platform.Observability.Redaction;

/// <summary>Writes a text with its secret parts masked.</summary>
internal static class MaskedText
{
    public static string Of(string text, List<MaskedRange> ranges)
    {
        ranges.Sort(static (one, other) => one.Start.CompareTo(other.Start));
        var masked = new StringBuilder(text.Length);
        var end = 0;
        foreach (var range in ranges)
        {
            // Where secrets overlap, all that any of them covers is one masked part.
            if (end == 0 || range.Start >= end)
                masked.Append(text, end, range.Start - end).Append(SecretValues.Mask);

            end = Math.Max(end, range.End);
        }

        return masked.Append(text, end, text.Length - end).ToString();
    }
}
