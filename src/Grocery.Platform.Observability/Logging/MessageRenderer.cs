using Serilog.Events;
using Serilog.Parsing;

namespace Grocery.Platform.Observability.Logging;

/// <summary>Renders a message as <c>Microsoft.Extensions.Logging</c> does: strings as they are, lists by commas, invariant culture.</summary>
internal static class MessageRenderer
{
    public static void Render(LogEvent logEvent, CharBuffer output)
    {
        foreach (var token in logEvent.MessageTemplate.Tokens)
        {
            if (token is PropertyToken property)
                RenderProperty(property, logEvent.Properties, output);
            else
                output.Write(((TextToken)token).Text);
        }
    }

    private static void RenderProperty(
        PropertyToken property, IReadOnlyDictionary<string, LogEventPropertyValue> values, CharBuffer output)
    {
        if (!values.TryGetValue(property.PropertyName, out var value))
        {
            output.Write(property.ToString());
        }
        else if (property.Alignment is { } alignment)
        {
            var aligned = new CharBuffer();
            RenderValue(value, property.Format, aligned);
            var text = aligned.Written.ToString();
            output.Write(alignment.Direction == AlignmentDirection.Left ? text.PadRight(alignment.Width) : text.PadLeft(alignment.Width));
        }
        else
        {
            RenderValue(value, property.Format, output);
        }
    }

    private static void RenderValue(LogEventPropertyValue value, string? format, CharBuffer output)
    {
        switch (value)
        {
            case ScalarValue scalar:
                RenderScalar(scalar.Value, format, output);
                break;
            case SequenceValue sequence:
                RenderList(sequence.Elements, static (element, output) => RenderValue(element, null, output), output);
                break;
            case StructureValue structure:
                output.Write("{ ");
                RenderList(structure.Properties, static (property, output) => RenderMember(property.Name, property.Value, output), output);
                output.Write(" }");
                break;
            case DictionaryValue dictionary:
                output.Write("{ ");
                RenderList(dictionary.Elements, static (pair, output) => RenderMember(pair.Key.Value, pair.Value, output), output);
                output.Write(" }");
                break;
            default:
                output.Write(SafeText.Of(value));
                break;
        }
    }

    // Texts inside are not quoted or escaped, as Serilog would: an escaped secret is no longer found by its value.
    private static void RenderMember(object? name, LogEventPropertyValue value, CharBuffer output)
    {
        RenderScalar(name, null, output);
        output.Write(": ");
        RenderValue(value, null, output);
    }

    private static void RenderList<T>(IEnumerable<T> items, Action<T, CharBuffer> render, CharBuffer output)
    {
        var separator = "";
        foreach (var item in items)
        {
            output.Write(separator);
            render(item, output);
            separator = ", ";
        }
    }

    private static void RenderScalar(object? value, string? format, CharBuffer output)
    {
        switch (value)
        {
            case null:
                output.Write("(null)");
                break;
            case string text:
                output.Write(text);
                break;
            case ISpanFormattable formattable:
                RenderFormattable(formattable, format, output);
                break;
            default:
                output.Write(SafeText.Of(value));
                break;
        }
    }

    private static void RenderFormattable(ISpanFormattable value, string? format, CharBuffer output)
    {
        try
        {
            output.WriteFormatted(value, format);
        }
        catch (FormatException)
        {
            output.WriteFormatted(value, null);
        }
    }
}
