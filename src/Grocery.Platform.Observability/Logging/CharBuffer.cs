using System.Text;

namespace Grocery.Platform.Observability.Logging;

/// <summary>A text writer into an array that is used again. Belongs to one thread at a time.</summary>
internal sealed class CharBuffer : TextWriter
{
    private char[] _chars = new char[256];
    private int _length;

    public override Encoding Encoding => Encoding.Unicode;

    public override IFormatProvider FormatProvider => System.Globalization.CultureInfo.InvariantCulture;

    public ReadOnlySpan<char> Written => _chars.AsSpan(0, _length);

    public int Capacity => _chars.Length;

    public void Clear() => _length = 0;

    public override void Write(char value) => Write([value]);

    public override void Write(string? value) => Write(value.AsSpan());

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(ReadOnlySpan<char> buffer)
    {
        if (buffer.Length > _chars.Length - _length)
            Array.Resize(ref _chars, Math.Max(_chars.Length * 2, _length + buffer.Length));

        buffer.CopyTo(_chars.AsSpan(_length));
        _length += buffer.Length;
    }

    /// <summary>Writes a value as <c>string.Format</c> would, without an intermediate string where the type allows it.</summary>
    public void WriteFormatted(ISpanFormattable value, string? format)
    {
        int written;
        while (!value.TryFormat(_chars.AsSpan(_length), out written, format, FormatProvider))
            Array.Resize(ref _chars, _chars.Length * 2);

        _length += written;
    }
}
