using System.Buffers;
using System.Globalization;

namespace Grocery.Platform.Observability.Logging.Lines;

/// <summary>The characters of one line, in an array that is used again. Belongs to one thread at a time.</summary>
internal sealed class LineBuffer
{
    private const int LongestEscape = 6;
    private const int LongestFormatted = 64 * 1024;
    private const double Thousand = 1000;
    private const double LargestThousandths = 1e12;
    private const char LineSeparator = '\u2028';
    private const char ParagraphSeparator = '\u2029';
    private const char NextLine = '\u0085';

    private static readonly SearchValues<char> Plain = SearchValues.Create(
        [.. Enumerable.Range(' ', '~' - ' ' + 1).Select(code => (char)code).Where(c => c is not ('"' or '\\'))]);

    private char[] _chars = new char[1024];

    public int Length { get; private set; }

    public int Capacity => _chars.Length;

    public ReadOnlySpan<char> Written => _chars.AsSpan(0, Length);

    public void Clear() => Length = 0;

    public void CutTo(int length) => Length = length;

    public void Append(char c)
    {
        if (Length == _chars.Length)
            Grow(1);

        _chars[Length++] = c;
    }

    public void Append(ReadOnlySpan<char> text)
    {
        if (text.Length > _chars.Length - Length)
            Grow(text.Length);

        text.CopyTo(_chars.AsSpan(Length));
        Length += text.Length;
    }

    /// <summary>Appends a name, and again what stands at a place of this buffer; as a JSON string when it is text.</summary>
    public void AppendCopy(string jsonName, int start, int length, bool isText)
    {
        var needed = jsonName.Length + length + 2;
        if (needed > _chars.Length - Length)
            Grow(needed);

        var target = _chars.AsSpan(Length);
        jsonName.CopyTo(target);
        var at = jsonName.Length;
        if (isText)
            target[at++] = '"';
        _chars.AsSpan(start, length).CopyTo(target[at..]);
        at += length;
        if (isText)
            target[at++] = '"';
        Length += at;
    }

    /// <summary>Appends <paramref name="text"/> as content of a JSON string. A lone surrogate stays: UTF-8 has U+FFFD in its place.</summary>
    public void AppendEscaped(ReadOnlySpan<char> text)
    {
        var special = text.IndexOfAnyExcept(Plain);
        if (special < 0)
        {
            Append(text);
            return;
        }

        Append(text[..special]);
        foreach (var c in text[special..])
            AppendEscaped(c);
    }

    /// <summary>Appends a value in the invariant culture, without an intermediate text where its type allows it.</summary>
    /// <exception cref="FormatException"><paramref name="format"/> is not one of the type.</exception>
    public void AppendFormatted<T>(T value, ReadOnlySpan<char> format = default)
        where T : ISpanFormattable
    {
        int written;
        while (!value.TryFormat(_chars.AsSpan(Length), out written, format, CultureInfo.InvariantCulture))
        {
            // Some type may never be content.
            if (_chars.Length - Length > LongestFormatted)
            {
                Append(SafeText.Of(value));
                return;
            }

            Grow(_chars.Length);
        }

        Length += written;
    }

    /// <summary>Appends the last digits of a number, zeros too.</summary>
    public void AppendDigits(int value, int count)
    {
        if (count > _chars.Length - Length)
            Grow(count);

        for (var at = Length + count - 1; at >= Length; at--)
            (value, _chars[at]) = (value / 10, (char)('0' + (value % 10)));
        Length += count;
    }

    /// <summary>Appends a number in its shortest form that reads back as the same number.</summary>
    public void AppendNumber(double value)
    {
        // Prices and durations have few digits: those of their thousandths, found in a fifth of the time that all digits take.
        var thousandths = Math.Round(value * Thousand);
        if (Math.Abs(thousandths) is 0 or > LargestThousandths || thousandths / Thousand != value)
        {
            AppendFormatted(value);
            return;
        }

        var (whole, part) = Math.DivRem((long)Math.Abs(thousandths), (long)Thousand);
        if (value < 0)
            Append('-');
        AppendFormatted(whole);
        if (part == 0)
            return;

        Append('.');
        AppendDigits((int)part, 3);
        while (_chars[Length - 1] == '0')
            Length--;
    }

    /// <summary>Escapes what was appended since <paramref name="start"/>.</summary>
    public void EscapeFrom(int start)
    {
        var text = _chars.AsSpan(start, Length - start);
        if (text.IndexOfAnyExcept(Plain) < 0)
            return;

        var copy = text.ToString();
        Length = start;
        AppendEscaped(copy);
    }

    private void AppendEscaped(char c)
    {
        if (LongestEscape > _chars.Length - Length)
            Grow(LongestEscape);

        switch (c)
        {
            case '"' or '\\':
                AppendPair(c);
                break;
            case '\n':
                AppendPair('n');
                break;
            case '\r':
                AppendPair('r');
                break;
            case '\t':
                AppendPair('t');
                break;
            case < ' ' or '\u007f' or NextLine or LineSeparator or ParagraphSeparator:
                AppendPair('u');
                AppendFormatted((int)c, "x4");
                break;
            default:
                _chars[Length++] = c;
                break;
        }
    }

    private void AppendPair(char second)
    {
        _chars[Length++] = '\\';
        _chars[Length++] = second;
    }

    private void Grow(int by) => Array.Resize(ref _chars, Math.Max(_chars.Length * 2, Length + by));
}
