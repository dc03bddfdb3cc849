using System.Globalization;
using System.Text;
using Grocery.Platform.Observability.Logging.Capture;
using Grocery.Platform.Observability.Redaction;

namespace Grocery.Platform.Observability.Logging.Lines;

/// <summary>One line on its way from an event to its bytes. Rented by one thread for one log call.</summary>
internal sealed class Line : IDisposable
{
    public const int LongestText = 8 * 1024;

    // Attributes that come after this many characters are left out.
    private const int AttributesEnd = 64 * 1024;
    private const int LargestKept = AttributesEnd * 2;

    private const string SecondFormat = "yyyy-MM-dd'T'HH:mm:ss.";
    private const int SecondFormatLength = 20;
    private const int FractionDigits = 7;

    [ThreadStatic]
    private static Line? _spare;

    private readonly char[] _second = new char[SecondFormatLength];
    private long _secondOfText = -1;
    private byte[] _utf8 = new byte[1024];
    private Redactor _redactor = null!;

    public LineEvent Event { get; } = new();

    public LineBuffer Buffer { get; } = new();

    /// <summary>Gets a place for texts that are put together before they are redacted, cut or escaped.</summary>
    public LineBuffer Scratch { get; } = new();

    /// <summary>Gets a value indicating whether each text is redacted and cut on its own, because the line is known to need it.</summary>
    public bool IsCareful { get; private set; }

    /// <summary>Gets a value indicating whether something to redact or to cut was found: the line has to be written with care.</summary>
    public bool NeedsCare { get; private set; }

    public bool IsTruncated { get; private set; }

    /// <summary>Gets a value indicating whether the line is long enough; further attributes are to be left out.</summary>
    public bool IsFull
    {
        get
        {
            var isFull = Buffer.Length > AttributesEnd;
            IsTruncated |= isFull;
            return isFull;
        }
    }

    // Rented and not just taken: the ToString of a value may log a line of its own meanwhile.
    public static Line Rent()
    {
        var line = _spare ?? new Line();
        _spare = null;
        return line;
    }

    public void Dispose()
    {
        if (Buffer.Capacity > LargestKept || Scratch.Capacity > LargestKept)
            return;

        Event.Clear();
        _spare = this;
    }

    /// <summary>Begins the line, or begins it again with care.</summary>
    public void Begin(Redactor redactor, bool isCareful)
    {
        Buffer.Clear();
        _redactor = redactor;
        IsCareful = isCareful;
        NeedsCare = false;
        IsTruncated = false;
    }

    public bool IsClean(ReadOnlySpan<char> text) => _redactor.IsClean(text);

    public string Redact(string text) => _redactor.Redact(text);

    public List<MaskedRange> FindSecrets(string text) => _redactor.FindAll(text);

    /// <summary>Asks for care when what was written since <paramref name="start"/> holds something to redact.</summary>
    public void CheckFrom(int start) => NeedsCare |= !IsCareful && !_redactor.IsClean(Buffer.Written[start..]);

    /// <summary>Asks for care because a text is too long.</summary>
    public void AskForCare() => NeedsCare = true;

    /// <summary>Appends a text as content of a JSON string.</summary>
    public void AppendText(ReadOnlySpan<char> text, int longest = LongestText)
    {
        if (IsCareful)
            AppendWithCare(text, longest);
        else if (text.Length > longest)
            AskForCare();
        else
            Buffer.AppendEscaped(text);
    }

    /// <summary>Appends a time as the format <c>O</c> does; of the lines of one second, all but the fraction is formatted once.</summary>
    public void AppendTimestamp(DateTime utc)
    {
        var (second, fraction) = Math.DivRem(utc.Ticks, TimeSpan.TicksPerSecond);
        if (second != _secondOfText)
        {
            utc.TryFormat(_second, out _, SecondFormat, CultureInfo.InvariantCulture);
            _secondOfText = second;
        }

        Buffer.Append(_second);
        Buffer.AppendDigits((int)fraction, FractionDigits);
        Buffer.Append('Z');
    }

    public ReadOnlySpan<byte> Encode()
    {
        var most = Encoding.UTF8.GetMaxByteCount(Buffer.Length);
        if (_utf8.Length < most)
            _utf8 = new byte[most];

        return _utf8.AsSpan(0, Encoding.UTF8.GetBytes(Buffer.Written, _utf8));
    }

    // Redacted before it is cut: a secret across the cut must not leave its first half.
    private void AppendWithCare(ReadOnlySpan<char> text, int longest)
    {
        if (!_redactor.IsClean(text))
            text = _redactor.Redact(text.ToString());
        if (text.Length > longest)
        {
            IsTruncated = true;
            Buffer.AppendEscaped(text[..longest]);
            Buffer.Append('…');
        }
        else
        {
            Buffer.AppendEscaped(text);
        }
    }
}
