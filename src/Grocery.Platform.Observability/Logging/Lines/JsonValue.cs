using Serilog.Events;

namespace Grocery.Platform.Observability.Logging.Lines;

/// <summary>Writes the value of an attribute as JSON: numbers and truth values as such, trees as objects and arrays, the rest as text.</summary>
internal static class JsonValue
{
    private const int Deepest = 12;
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK";

    public static void Write(Line line, object? value, int depth = 0)
    {
        switch (value)
        {
            case null:
                line.Buffer.Append("null");
                break;
            case string text:
                WriteText(line, text);
                break;
            case bool flag:
                line.Buffer.Append(flag ? "true" : "false");
                break;
            case ISpanFormattable formattable:
                WriteFormattable(line, formattable);
                break;
            case LogEventPropertyValue tree:
                WriteTree(line, tree, depth);
                break;
            default:
                WriteText(line, SafeText.Of(value));
                break;
        }
    }

    public static bool IsNumber(object? value) => value switch
    {
        double number => double.IsFinite(number),
        float number => float.IsFinite(number),
        int or long or decimal or uint or ulong or short or ushort or byte or sbyte => true,
        _ => false,
    };

    private static void WriteFormattable(Line line, ISpanFormattable value)
    {
        var format = value is DateTime or DateTimeOffset ? TimeFormat : null;
        var isNumber = IsNumber(value);
        if (line.IsCareful)
        {
            line.Scratch.Clear();
            line.Scratch.AppendFormatted(value, format);
            if (isNumber && line.IsClean(line.Scratch.Written))
                line.Buffer.Append(line.Scratch.Written);
            else
                WriteText(line, line.Scratch.Written);
            return;
        }

        if (isNumber)
        {
            MessageWriter.WriteValue(value, null, line.Buffer);
            return;
        }

        line.Buffer.Append('"');
        var start = line.Buffer.Length;
        line.Buffer.AppendFormatted(value, format);
        line.Buffer.EscapeFrom(start);
        line.Buffer.Append('"');
    }

    private static void WriteText(Line line, ReadOnlySpan<char> text)
    {
        line.Buffer.Append('"');
        line.AppendText(text);
        line.Buffer.Append('"');
    }

    private static void WriteTree(Line line, LogEventPropertyValue tree, int depth)
    {
        switch (tree)
        {
            case ScalarValue scalar:
                Write(line, scalar.Value, depth);
                break;
            case { } when depth == Deepest:
                WriteText(line, "…");
                break;
            case SequenceValue sequence:
                WriteArray(line, sequence.Elements, depth);
                break;
            case StructureValue structure:
                WriteObject(line, structure.Properties.Select(property => (property.Name, property.Value)), depth);
                break;
            case DictionaryValue dictionary:
                WriteObject(line, dictionary.Elements.Select(element => (SafeText.Of(element.Key.Value), element.Value)), depth);
                break;
            default:
                WriteText(line, SafeText.Of(tree));
                break;
        }
    }

    private static void WriteArray(Line line, IReadOnlyList<LogEventPropertyValue> elements, int depth)
    {
        line.Buffer.Append('[');
        for (var i = 0; i < elements.Count && !line.IsFull; i++)
        {
            if (i > 0)
                line.Buffer.Append(',');
            WriteTree(line, elements[i], depth + 1);
        }

        line.Buffer.Append(']');
    }

    private static void WriteObject(Line line, IEnumerable<(string Name, LogEventPropertyValue Value)> members, int depth)
    {
        line.Buffer.Append('{');
        var isFirst = true;
        foreach (var (name, value) in members)
        {
            if (line.IsFull)
                break;

            if (!isFirst)
                line.Buffer.Append(',');
            isFirst = false;
            WriteText(line, name);
            line.Buffer.Append(':');
            WriteTree(line, value, depth + 1);
        }

        line.Buffer.Append('}');
    }
}
