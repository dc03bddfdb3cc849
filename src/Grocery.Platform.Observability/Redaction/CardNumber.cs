namespace Grocery.Platform.Observability.Redaction;

/// <summary>Reads a payment card number: its length, groups, issuer and check digit (ISO/IEC 7812).</summary>
internal static class CardNumber
{
    public const int Shortest = 13;

    private const int Longest = 19;
    private const int Group = 4;
    private const int LongGroup = 6;
    private const int PrefixDigits = 4;

    /// <summary>Reads the card number that begins at <paramref name="start"/>; an empty range when none does.</summary>
    public static MaskedRange At(ReadOnlySpan<char> text, int start)
    {
        // The last characters of an escape such as \u0001 are digits, and none of the number.
        start = EscapedText.AfterEscape(text, start);
        if (!IsStart(text, start))
            return default;

        var first = DigitsAt(text, start);
        var end = first == Group ? EndOfGroups(text, start) : start + first;
        return IsEnd(text, end) && IsCard(text[start..end]) ? new MaskedRange(start, end) : default;
    }

    // The longest number of 4-4-4-4, 4-6-5, 4-6-4 and their like that has the check digit, all its gaps the same.
    private static int EndOfGroups(ReadOnlySpan<char> text, int start)
    {
        var (end, digits, card) = (start + Group, Group, start);
        var gap = end < text.Length ? text[end] : '\0';
        while (gap is ' ' or '-' && end < text.Length && text[end] == gap && DigitsAt(text, end + 1) is > 0 and <= LongGroup and var group)
        {
            (end, digits) = (end + 1 + group, digits + group);
            if (digits > Longest)
                break;
            if (digits >= Shortest && IsCard(text[start..end]))
                card = end;
            if (group != Group && !(group == LongGroup && digits == Group + LongGroup))
                break;
        }

        return card;
    }

    private static int DigitsAt(ReadOnlySpan<char> text, int start)
    {
        var end = start;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
            end++;

        return end - start;
    }

    // Not within an identifier, nor behind a decimal point.
    private static bool IsStart(ReadOnlySpan<char> text, int start)
    {
        if (start == 0 || EscapedText.IsEscapedBefore(text, start))
            return true;

        var before = text[start - 1];
        var isFraction = before == '.' && start > 1 && char.IsAsciiDigit(text[start - 2]) && !EscapedText.IsEscapedBefore(text, start - 1);
        return !char.IsLetterOrDigit(before) && !isFraction;
    }

    private static bool IsEnd(ReadOnlySpan<char> text, int end) =>
        end >= text.Length
        || (!char.IsLetterOrDigit(text[end]) && !(text[end] == '.' && end + 1 < text.Length && char.IsAsciiDigit(text[end + 1])));

    private static bool IsCard(ReadOnlySpan<char> text)
    {
        var (digits, sum, prefix) = (0, 0, 0);
        var parity = 0;
        foreach (var c in text)
            parity += char.IsAsciiDigit(c) ? 1 : 0;

        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c))
                continue;

            var digit = c - '0';
            if (digits < PrefixDigits)
                prefix = (prefix * 10) + digit;

            // From the right, every second digit counts double, and the digits of the double are added.
            var value = (digits & 1) == (parity & 1) ? digit * 2 : digit;
            sum += value > 9 ? value - 9 : value;
            digits++;
        }

        return digits is >= Shortest and <= Longest && sum % 10 == 0 && IsIssued(prefix, digits);
    }

    private static bool IsIssued(int prefix, int digits) => prefix switch
    {
        >= 4000 and <= 4999 => digits is 13 or 16 or 19,
        (>= 5100 and <= 5599) or (>= 2221 and <= 2720) => digits == 16,
        (>= 3400 and <= 3499) or (>= 3700 and <= 3799) => digits == 15,
        6011 or (>= 6440 and <= 6599) or (>= 3528 and <= 3589) or (>= 2200 and <= 2204) or (>= 6200 and <= 6299) => digits >= 16,
        (>= 3000 and <= 3059) or 3095 or (>= 3600 and <= 3699) or (>= 3800 and <= 3999) => digits >= 14,
        5018 or 5020 or 5038 or 5893 or 6304 or 6759 or (>= 6761 and <= 6763) => true,
        _ => false,
    };
}
