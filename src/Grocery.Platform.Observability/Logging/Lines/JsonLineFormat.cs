using Grocery.Platform.Observability.Logging.Capture;
using Grocery.Platform.Observability.Logging.Templates;

namespace Grocery.Platform.Observability.Logging.Lines;

/// <summary>Writes events as JSON objects, their members in a fixed order.</summary>
internal sealed class JsonLineFormat : LineFormat
{
    public const string Truncated = "truncated";

    private static readonly LineSegment CallSiteSegment = new([], LineMemberKind.CallSite);

    private readonly LineSegment[] _segments;
    private readonly LineSegment[] _callSite;
    private readonly JsonError _error;
    private readonly HashSet<string>? _reserved;

    public JsonLineFormat(LoggingOptions logging, StackTraceOptions stackTrace, ServiceIdentity identity)
    {
        var preset = LinePreset.Of(logging.Preset);
        var segments = LineLayout.Build(preset, logging.Names, identity);
        _callSite = [.. segments.Where(IsOfCallSite)];
        _segments = [.. segments.TakeWhile(segment => !IsOfCallSite(segment)), CallSiteSegment, .. segments.SkipWhile(segment => !IsOfCallSite(segment)).Where(segment => !IsOfCallSite(segment))];
        _error = new JsonError(preset.Error, stackTrace);
        _reserved = preset.Error.IsAttribute ? [.. _error.Names] : null;
    }

    public override void Write(Line line)
    {
        foreach (var segment in _segments)
        {
            if (segment.Kind == LineMemberKind.CallSite)
                WriteCallSite(line);
            else
                WriteSegment(line, segment);
        }

        // The attributes come last. What was copied from the message has been checked there.
        var start = WriteAttributes(line);
        if (!_error.IsAttribute)
            line.Buffer.Append('}');
        if (line.Event.Exception is { } error)
            _error.Write(line, error);
        if (_error.IsAttribute)
            line.Buffer.Append('}');

        line.CheckFrom(start);
        if (line.IsTruncated)
            line.Buffer.Append(",\"" + Truncated + "\":true");

        line.Buffer.Append('}');
    }

    private static bool IsOfCallSite(LineSegment segment) =>
        segment.Kind is LineMemberKind.Template or LineMemberKind.Logger or LineMemberKind.EventId;

    private void WriteCallSite(Line line)
    {
        var source = line.Event;
        var known = source.Template.CallSite;
        if (known is not null && !line.IsCareful && known.EventId == source.EventId.Id && known.Logger == source.Logger)
        {
            line.Buffer.Append(known.Json);
            return;
        }

        var start = line.Buffer.Length;
        foreach (var segment in _callSite)
            WriteSegment(line, segment);

        // Doubled braces hide from the message what the template shows.
        line.CheckFrom(start);
        if (known is null && !line.IsCareful && !line.NeedsCare)
            source.Template.CallSite = new CallSite(source.Logger, source.EventId.Id, line.Buffer.Written[start..].ToString());
    }

    private static void WriteSegment(Line line, LineSegment segment)
    {
        var source = line.Event;
        line.Buffer.Append(segment.Texts[(int)source.Level]);
        switch (segment.Kind)
        {
            case LineMemberKind.Timestamp:
                line.AppendTimestamp(source.UtcTimestamp);
                break;
            case LineMemberKind.Message:
                WriteMessage(line);
                break;
            case LineMemberKind.Template:
                line.AppendText(source.Template.Text);
                break;
            case LineMemberKind.Logger:
                line.AppendText(source.Logger);
                break;
            case LineMemberKind.EventId:
                line.Buffer.AppendFormatted(source.EventId.Id);
                break;
            case LineMemberKind.TraceId:
                WriteId(line, segment.Name, source.Activity?.TraceId.ToHexString());
                break;
            case LineMemberKind.SpanId:
                WriteId(line, segment.Name, source.Activity?.SpanId.ToHexString());
                break;
            default:
                break;
        }
    }

    private static void WriteMessage(Line line)
    {
        if (!line.IsCareful)
        {
            var start = line.Buffer.Length;
            if (MessageWriter.TryWriteEscaped(line.Event, line.Buffer, Line.LongestText))
                line.CheckFrom(start);
            else
                line.AskForCare();
        }
        else
        {
            line.Scratch.Clear();
            MessageWriter.Write(line.Event, line.Scratch);
            line.AppendText(MessageWriter.Redact(line, line.Scratch.Written.ToString()));
        }
    }

    private static void WriteId(Line line, string? name, string? id)
    {
        if (id is null)
            return;

        line.Buffer.Append(name);
        line.Buffer.Append(id);
        line.Buffer.Append('"');
    }

    // Within a word or a number the message may hide what the value alone is.
    private static bool IsBordered(Line line, ref readonly LineAttribute attribute) =>
        IsOfWord(line.Buffer.Written[attribute.Start - 1]) || IsOfWord(line.Buffer.Written[attribute.Start + attribute.Length]);

    private static bool IsOfWord(char c) => char.IsLetterOrDigit(c) || c == '.';

    // Returns where what the message does not show begins.
    private int WriteAttributes(Line line)
    {
        var attributes = line.Event.Attributes;
        var shown = 0;
        var end = line.Buffer.Length;
        for (var i = 0; i < attributes.Length && !line.IsFull; i++)
        {
            if (i > 0)
                line.Buffer.Append(',');
            if (!TryCopy(line, in attributes[i]))
            {
                WriteName(line, in attributes[i]);
                JsonValue.Write(line, attributes[i].Value);
            }
            else if (shown == i && !IsBordered(line, in attributes[i]))
            {
                (shown, end) = (i + 1, line.Buffer.Length);
            }
        }

        return end;
    }

    private void WriteName(Line line, ref readonly LineAttribute attribute)
    {
        if (attribute.JsonName is { } json && !line.IsCareful && _reserved is null)
        {
            line.Buffer.Append(json);
            return;
        }

        line.Buffer.Append(_reserved?.Contains(attribute.Name) == true ? "\"_" : "\"");
        line.AppendText(attribute.Name);
        line.Buffer.Append("\":");
    }

    // What the message shows in the same characters is copied from there.
    private bool TryCopy(Line line, ref readonly LineAttribute attribute)
    {
        if (attribute.ShownAs == ShownAs.Nothing || attribute.JsonName is not { } name || line.IsCareful || _reserved is not null)
            return false;

        line.Buffer.AppendCopy(name, attribute.Start, attribute.Length, attribute.ShownAs == ShownAs.Text);
        return true;
    }
}
