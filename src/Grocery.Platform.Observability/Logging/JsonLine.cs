using System.Buffers;
using System.Buffers.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Grocery.Platform.Observability.Logging;

/// <summary>
/// Writes one log line, its members in the order of the contract. Whatever is written, the line is valid JSON, holds no secret, and is
/// bounded. Knows nothing of who logs. Rented by one thread for one line.
/// </summary>
internal sealed class JsonLine : IDisposable
{
    public const int LongestText = 8 * 1024;
    public const int LongestStack = 16 * 1024;

    // Attributes that come after this many bytes are left out.
    private const int AttributesEnd = 64 * 1024;

    private static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    [ThreadStatic]
    private static JsonLine? _spare;

    private readonly ArrayBufferWriter<byte> _buffer = new(1024);
    private readonly Utf8JsonWriter _json;
    private SecretValues _secrets = null!;
    private bool _isTruncated;

    private JsonLine() =>
        _json = new Utf8JsonWriter(_buffer, new JsonWriterOptions { Encoder = Encoder, SkipValidation = true });

    /// <summary>Gets a place to render the message in.</summary>
    public CharBuffer Message { get; } = new();

    public ReadOnlySpan<byte> Written => _buffer.WrittenSpan;

    /// <summary>Gets a value indicating whether the line is long enough; further attributes are to be left out.</summary>
    public bool IsFull
    {
        get
        {
            var isFull = _json.BytesCommitted + _json.BytesPending > AttributesEnd;
            _isTruncated |= isFull;
            return isFull;
        }
    }

    public static JsonEncodedText Encode(string text) => JsonEncodedText.Encode(text, Encoder);

    // Rented and not just taken: the ToString of a value may log a line of its own meanwhile.
    public static JsonLine Rent(SecretValues secrets)
    {
        var line = _spare ?? new JsonLine();
        _spare = null;
        line._secrets = secrets;
        return line;
    }

    public void Dispose()
    {
        if (_buffer.Capacity > AttributesEnd * 2 || Message.Capacity > AttributesEnd)
            return;

        _buffer.ResetWrittenCount();
        _json.Reset();
        Message.Clear();
        _isTruncated = false;
        _spare = this;
    }

    /// <summary>Starts the line with everything up to the attributes; the message is what was rendered into <see cref="Message"/>.</summary>
    public void Start(in LineHead head, LineIdentity identity)
    {
        _json.WriteStartObject();
        WriteTimestamp(head.UtcTimestamp);
        _json.WriteString(LineNames.Level, LineNames.Levels[(int)head.Level]);
        WriteText(LineNames.Message, Message.Written, LongestText);
        WriteText(LineNames.Template, head.Template, LongestText);
        WriteText(LineNames.Logger, head.Logger, LongestText);
        _json.WriteNumber(LineNames.EventId, head.EventId);
        if (head.TraceId != default)
        {
            _json.WriteString(LineNames.TraceId, head.TraceId.ToHexString());
            _json.WriteString(LineNames.SpanId, head.SpanId.ToHexString());
        }

        _json.WriteString(LineNames.Service, identity.Service);
        _json.WriteString(LineNames.Version, identity.Version);
        _json.WriteString(LineNames.Environment, identity.Environment);
        _json.WriteString(LineNames.Instance, identity.Instance);
        _json.WriteStartObject(LineNames.Attributes);
    }

    public void End(Exception? error)
    {
        _json.WriteEndObject();
        if (error is not null)
        {
            _json.WriteStartObject(LineNames.Error);
            WriteText(LineNames.Type, error.GetType().ToString(), LongestText);
            WriteText(LineNames.Message, SafeText.MessageOf(error), LongestText);
            WriteText(LineNames.Stack, SafeText.Of(error), LongestStack);
            _json.WriteEndObject();
        }

        if (_isTruncated)
            _json.WriteBoolean(LineNames.Truncated, true);

        _json.WriteEndObject();
        _json.Flush();
        _buffer.Write("\n"u8);
    }

    public void Name(string name) => _json.WritePropertyName(Bounded(name, LongestText));

    public void StartObject() => _json.WriteStartObject();

    public void EndObject() => _json.WriteEndObject();

    public void StartArray() => _json.WriteStartArray();

    public void EndArray() => _json.WriteEndArray();

    public void Text(ReadOnlySpan<char> text) => _json.WriteStringValue(Bounded(text, LongestText));

    /// <summary>Writes a single value: a number or truth value as such, everything else as text.</summary>
    public void Scalar(object? value)
    {
        switch (value)
        {
            case null: _json.WriteNullValue(); break;
            case string text: Text(text); break;
            case bool flag: _json.WriteBooleanValue(flag); break;
            case int number: _json.WriteNumberValue(number); break;
            case long number: _json.WriteNumberValue(number); break;
            case double number when double.IsFinite(number): _json.WriteNumberValue(number); break;
            case float number when float.IsFinite(number): _json.WriteNumberValue(number); break;
            case decimal number: _json.WriteNumberValue(number); break;
            case uint number: _json.WriteNumberValue(number); break;
            case ulong number: _json.WriteNumberValue(number); break;
            case short or ushort or byte or sbyte: _json.WriteNumberValue(Convert.ToInt32(value, null)); break;
            case DateTime time: _json.WriteStringValue(time); break;
            case DateTimeOffset time: _json.WriteStringValue(time); break;
            default: Text(SafeText.Of(value)); break;
        }
    }

    private void WriteTimestamp(DateTime timestamp)
    {
        Span<byte> text = stackalloc byte[32];
        Utf8Formatter.TryFormat(timestamp, text, out var written, 'O');
        _json.WriteString(LineNames.Timestamp, text[..written]);
    }

    private void WriteText(JsonEncodedText name, ReadOnlySpan<char> text, int longest) => _json.WriteString(name, Bounded(text, longest));

    // Redacted before it is cut: a secret across the cut must not leave its first half.
    private ReadOnlySpan<char> Bounded(ReadOnlySpan<char> text, int longest)
    {
        if (_secrets.IsIn(text))
            text = _secrets.Redact(text.ToString());
        if (text.Length <= longest)
            return text;

        _isTruncated = true;
        return string.Concat(text[..longest], "…");
    }
}
