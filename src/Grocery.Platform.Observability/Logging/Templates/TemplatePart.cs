using Serilog.Parsing;

namespace Grocery.Platform.Observability.Logging.Templates;

/// <summary>A piece of a template: text as it is and as JSON, or a property with its format.</summary>
internal sealed class TemplatePart
{
    // A text of a user that was taken for a template must not make a line of a gigabyte.
    private const int Widest = 256;

    private string _spelling = "";
    private string? _key;

    private TemplatePart(string text, string escaped) => (Text, Escaped) = (text, escaped);

    /// <summary>Gets the text; of a property, how the template spells it.</summary>
    public string Text { get; }

    public string Escaped { get; }

    public string? Property { get; private init; }

    /// <summary>Gets which property of the template this is, counted from 0.</summary>
    public int Ordinal { get; private init; }

    /// <summary>Gets a value indicating whether objects keep their tree, which <c>@</c> asks for.</summary>
    public bool IsDestructured { get; private init; }

    /// <summary>Gets a value indicating whether values become their text, which <c>$</c> asks for.</summary>
    public bool IsStringified { get; private init; }

    /// <summary>Gets a value indicating whether the name says that the value is secret.</summary>
    public bool IsSensitive { get; private init; }

    /// <summary>Gets the name of the property as it stands before its value in a JSON object.</summary>
    public string JsonName { get; private init; } = "";

    public string? Format { get; private init; }

    /// <summary>Gets the width: positive pads to the left, negative to the right, 0 not at all.</summary>
    public int Width { get; private init; }

    public bool IsPlain => Format is null && Width == 0;

    public static TemplatePart Of(TextToken token) => new(token.Text, Escape(token.Text));

    public static TemplatePart Of(PropertyToken token, int ordinal, bool isSensitive)
    {
        var text = token.ToString();
        return new TemplatePart(text, Escape(text))
        {
            _spelling = Prefix(token.Destructuring) + token.PropertyName,
            Property = token.PropertyName,
            Ordinal = ordinal,
            IsDestructured = token.Destructuring == Destructuring.Destructure,
            IsStringified = token.Destructuring == Destructuring.Stringify,
            IsSensitive = isSensitive,
            JsonName = $"\"{Escape(token.PropertyName)}\":",
            Format = token.Format,
            Width = token.Alignment is { } alignment ? WidthOf(alignment) : 0,
        };
    }

    /// <summary>Says whether a state means this property by its key. Log methods give the same instance each time, which is remembered.</summary>
    public bool IsSpelled(string key)
    {
        if (ReferenceEquals(_key, key))
            return true;
        if (_spelling != key)
            return false;

        _key = key;
        return true;
    }

    private static string Prefix(Destructuring destructuring) => destructuring switch
    {
        Destructuring.Destructure => "@",
        Destructuring.Stringify => "$",
        _ => "",
    };

    private static int WidthOf(Alignment alignment) =>
        Math.Min(alignment.Width, Widest) * (alignment.Direction == AlignmentDirection.Left ? -1 : 1);

    private static string Escape(string text)
    {
        var buffer = new Lines.LineBuffer();
        buffer.AppendEscaped(text);
        return buffer.Written.ToString();
    }
}
