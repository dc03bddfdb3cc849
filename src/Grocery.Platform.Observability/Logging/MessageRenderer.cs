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
                var separator = "";
                foreach (var element in sequence.Elements)
                {
                    output.Write(separator);
                    RenderValue(element, null, output);
                    separator = ", ";
                }

                break;
            default:
                value.Render(output, format, output.FormatProvider);
                break;
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
