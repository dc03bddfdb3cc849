namespace Grocery.Platform.Observability.Logging.Lines;

/// <summary>Writes events for a person: time, level, logger, message, what the message does not show, and the exception below.</summary>
/// <param name="useColours">Whether the output is a terminal that understands ANSI escape sequences.</param>
/// <param name="stackTrace">How stack traces are logged.</param>
/// <param name="local">The time zone of the reader.</param>
internal sealed class TextLineFormat(bool useColours, StackTraceOptions stackTrace, TimeZoneInfo local) : LineFormat
{
    private const string Reset = "\u001b[0m";
    private const string Dim = "\u001b[2m";
    private const int TraceCharacters = 8;

    private static readonly (string Name, string Colour)[] Levels =
    [
        ("trce", "\u001b[90m"),
        ("dbug", "\u001b[90m"),
        ("info", "\u001b[32m"),
        ("warn", "\u001b[33m"),
        ("fail", "\u001b[31m"),
        ("crit", "\u001b[97;41m"),
    ];

    public override void Write(Line line)
    {
        var source = line.Event;
        var (level, colour) = Levels[(int)source.Level];
        line.Buffer.AppendFormatted(TimeZoneInfo.ConvertTimeFromUtc(source.UtcTimestamp, local), "HH:mm:ss.fff");
        line.Buffer.Append(' ');
        WriteColoured(line.Buffer, colour, level);
        line.Buffer.Append(' ');
        WriteColoured(line.Buffer, Dim, source.Logger);
        line.Buffer.Append(' ');

        line.Scratch.Clear();
        MessageWriter.Write(source, line.Scratch);
        WriteText(line, line.IsCareful ? MessageWriter.Redact(line, line.Scratch.Written.ToString()) : line.Scratch.Written.ToString());
        WriteDetails(line);
        if (source.Exception is { } error)
            WriteError(line, error);

        line.CheckFrom(0);
    }

    private void WriteDetails(Line line)
    {
        foreach (ref var attribute in line.Event.Attributes)
        {
            var name = attribute.Name;
            if (Array.Exists(line.Event.Template.Parts, part => part.Property == name))
                continue;

            line.Scratch.Clear();
            MessageWriter.WriteValue(attribute.Value, null, line.Scratch);
            var value = line.Scratch.Written.ToString();
            line.Buffer.Append(' ');
            WriteColoured(line, Dim, $"{name}={value}");
        }

        if (line.Event.Activity is { } activity)
        {
            line.Buffer.Append(' ');
            WriteColoured(line, Dim, $"trace={activity.TraceId.ToHexString()[..TraceCharacters]}");
        }
    }

    private void WriteError(Line line, Exception error)
    {
        // Redacted before it is cut into rows, over which a secret may go.
        var text = line.Redact(SafeText.Of(error));
        foreach (var row in text[..Math.Min(text.Length, stackTrace.Limit)].Split('\n'))
        {
            line.Buffer.Append("\n    ");
            WriteText(line, row.TrimEnd('\r'));
        }
    }

    private void WriteColoured(Line line, string colour, string text)
    {
        line.Buffer.Append(useColours ? colour : "");
        WriteText(line, text);
        line.Buffer.Append(useColours ? Reset : "");
    }

    private void WriteColoured(LineBuffer buffer, string colour, string text)
    {
        buffer.Append(useColours ? colour : "");
        buffer.Append(text);
        buffer.Append(useColours ? Reset : "");
    }

    private static void WriteText(Line line, string text)
    {
        var clean = line.IsCareful ? line.Redact(text) : text;
        if (clean.Length > Line.LongestText)
        {
            line.AskForCare();
            clean = string.Concat(clean.AsSpan(0, Line.LongestText), "…");
        }

        // A terminal obeys control characters, whoever sent them.
        foreach (var c in clean)
            line.Buffer.Append(char.IsControl(c) && c is not ('\n' or '\t') ? '\ufffd' : c);
    }
}
