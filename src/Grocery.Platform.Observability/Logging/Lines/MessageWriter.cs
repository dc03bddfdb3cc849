using Grocery.Platform.Observability.Logging.Capture;
using Grocery.Platform.Observability.Logging.Templates;
using Grocery.Platform.Observability.Redaction;
using Serilog.Events;

namespace Grocery.Platform.Observability.Logging.Lines;

/// <summary>Renders a message as <c>Microsoft.Extensions.Logging</c> does: texts as they are, lists by commas, invariant culture.</summary>
internal static class MessageWriter
{
    /// <summary>Renders into <paramref name="output"/> as content of a JSON string, and remembers where each attribute stands.</summary>
    /// <returns><see langword="false"/> when it gave up, because the message is longer than <paramref name="longest"/>.</returns>
    public static bool TryWriteEscaped(LineEvent source, LineBuffer output, int longest)
    {
        var begin = output.Length;
        if (source.OwnCount == 0)
        {
            output.AppendEscaped(source.Template.Text.AsSpan(0, Math.Min(source.Template.Text.Length, longest)));
            return source.Template.Text.Length <= longest;
        }

        foreach (var part in source.Template.Parts)
        {
            var index = part.Property is null ? -1 : source.IndexOf(part);
            if (index < 0)
            {
                output.Append(part.Escaped);
                continue;
            }

            ref var attribute = ref source.Attributes[index];
            var start = output.Length;
            if (attribute.Value is string { Length: var length } && length > longest)
                return false;

            if (attribute.Value is string text && part.IsPlain)
            {
                output.AppendEscaped(text);
                attribute.ShownAs = ShownAs.Text;
            }
            else if (attribute.Value is int whole && part.IsPlain)
            {
                output.AppendFormatted(whole);
                attribute.ShownAs = ShownAs.Value;
            }
            else if (attribute.Value is double number && part.IsPlain)
            {
                output.AppendNumber(number);
                attribute.ShownAs = double.IsFinite(number) ? ShownAs.Value : ShownAs.Nothing;
            }
            else
            {
                WriteAligned(attribute.Value, part, output);
                output.EscapeFrom(start);
                attribute.ShownAs = !part.IsPlain ? ShownAs.Nothing
                    : JsonValue.IsNumber(attribute.Value) ? ShownAs.Value
                    : attribute.Value is Guid or TimeSpan ? ShownAs.Text : ShownAs.Nothing;
            }

            (attribute.Start, attribute.Length) = (start, output.Length - start);
        }

        return output.Length - begin <= longest;
    }

    /// <summary>Renders into <paramref name="output"/> as it is.</summary>
    public static void Write(LineEvent source, LineBuffer output)
    {
        // Without a value there is no hole: braces are those of a text.
        if (source.OwnCount == 0)
        {
            output.Append(source.Template.Text);
            return;
        }

        foreach (var part in source.Template.Parts)
        {
            var index = part.Property is null ? -1 : source.IndexOf(part);
            if (index < 0)
            {
                output.Append(part.Text);
                continue;
            }

            ref var attribute = ref source.Attributes[index];
            attribute.Start = output.Length;
            WriteAligned(attribute.Value, part, output);
            attribute.Length = output.Length - attribute.Start;
        }
    }

    /// <summary>Redacts a message that <see cref="Write"/> rendered, and with it each attribute of which it shows something secret.</summary>
    public static string Redact(Line line, string message)
    {
        var secrets = line.FindSecrets(message);
        if (secrets.Count == 0)
            return message;

        foreach (ref var attribute in line.Event.Attributes)
        {
            var (start, end) = (attribute.Start, attribute.Start + attribute.Length);
            if (attribute.Length == 0 || !secrets.Exists(secret => secret.Start < end && secret.End > start))
                continue;

            // What is secret by itself is found by itself; what only the words around it give away, is not.
            if (line.IsClean(message.AsSpan(start, attribute.Length)))
                attribute.Value = SecretValues.Mask;
        }

        return MaskedText.Of(message, secrets);
    }

    public static void WriteValue(object? value, string? format, LineBuffer output)
    {
        switch (value)
        {
            case null:
                output.Append("(null)");
                break;
            case string text:
                output.Append(text);
                break;
            case double number when format is null:
                output.AppendNumber(number);
                break;
            case ISpanFormattable formattable:
                WriteFormattable(formattable, format, output);
                break;
            case LogEventPropertyValue tree:
                WriteTree(tree, output);
                break;
            default:
                output.Append(SafeText.Of(value));
                break;
        }
    }

    private static void WriteAligned(object? value, TemplatePart part, LineBuffer output)
    {
        if (part.Width == 0)
        {
            WriteValue(value, part.Format, output);
            return;
        }

        var start = output.Length;
        WriteValue(value, part.Format, output);
        var text = output.Written[start..].ToString();
        output.CutTo(start);
        output.Append(part.Width < 0 ? text.PadRight(-part.Width) : text.PadLeft(part.Width));
    }

    private static void WriteFormattable(ISpanFormattable value, string? format, LineBuffer output)
    {
        var start = output.Length;
        try
        {
            output.AppendFormatted(value, format);
        }
        catch (FormatException)
        {
            output.CutTo(start);
            output.AppendFormatted(value);
        }
    }

    // Texts inside are not quoted or escaped, as Serilog would: an escaped secret is no longer found by its value.
    private static void WriteTree(LogEventPropertyValue tree, LineBuffer output)
    {
        switch (tree)
        {
            case ScalarValue scalar:
                WriteValue(scalar.Value, null, output);
                break;
            case SequenceValue sequence:
                WriteList(sequence.Elements, static (element, output) => WriteTree(element, output), output);
                break;
            case StructureValue structure:
                output.Append("{ ");
                WriteList(structure.Properties, static (property, output) => WriteMember(property.Name, property.Value, output), output);
                output.Append(" }");
                break;
            case DictionaryValue dictionary:
                output.Append("{ ");
                WriteList(dictionary.Elements, static (pair, output) => WriteMember(pair.Key.Value, pair.Value, output), output);
                output.Append(" }");
                break;
            default:
                output.Append(SafeText.Of(tree));
                break;
        }
    }

    private static void WriteMember(object? name, LogEventPropertyValue value, LineBuffer output)
    {
        WriteValue(name, null, output);
        output.Append(": ");
        WriteTree(value, output);
    }

    private static void WriteList<T>(IEnumerable<T> items, Action<T, LineBuffer> write, LineBuffer output)
    {
        var separator = "";
        foreach (var item in items)
        {
            output.Append(separator);
            write(item, output);
            separator = ", ";
        }
    }
}
