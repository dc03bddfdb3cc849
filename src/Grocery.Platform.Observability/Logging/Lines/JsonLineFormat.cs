using Grocery.Platform.Observability.Logging.Capture;

namespace Grocery.Platform.Observability.Logging.Lines;

/// <summary>Writes events as JSON objects, their members in a fixed order.</summary>
internal sealed class JsonLineFormat : LineFormat
{
    private const string Truncated = "truncated";

    private static readonly string[] Levels = ["Trace", "Debug", "Information", "Warning", "Error", "Critical"];

    // SeverityNumber of the log data model of OpenTelemetry.
    private static readonly string[] Severities = ["1", "5", "9", "13", "17", "21"];

    private readonly LineSegment[] _segments;
    private readonly JsonError _error;
    private readonly HashSet<string> _reserved;

    public JsonLineFormat(LoggingOptions logging, StackTraceOptions stackTrace, ServiceIdentity identity)
    {
        var preset = LinePreset.Of(logging.Preset);
        _segments = LineLayout.Build(preset, logging.Names, identity);
        _error = new JsonError(preset.Error, stackTrace);
        _reserved = preset.Error.IsAttribute ? [.. _error.Names] : [];
    }

    public override void Write(Line line)
    {
        foreach (var segment in _segments)
        {
            line.Buffer.Append(segment.Text);
            WriteMember(line, segment);
        }

        if (!_error.IsAttribute)
            line.Buffer.Append('}');
        if (line.Event.Exception is { } error)
            _error.Write(line, error);
        if (_error.IsAttribute)
            line.Buffer.Append('}');

        if (line.IsTruncated)
            line.Buffer.Append(",\"" + Truncated + "\":true");

        line.Buffer.Append('}');
    }

    private void WriteMember(Line line, LineSegment segment)
    {
        var source = line.Event;
        switch (segment.Kind)
        {
            case LineMemberKind.Timestamp:
                line.Buffer.AppendFormatted(source.UtcTimestamp, "O");
                break;
            case LineMemberKind.Level:
                line.Buffer.Append(Levels[(int)source.Level]);
                break;
            case LineMemberKind.Severity:
                line.Buffer.Append(Severities[(int)source.Level]);
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
                WriteAttributes(line);
                break;
        }
    }

    private static void WriteMessage(Line line)
    {
        if (line.Redactor is null)
        {
            var start = line.Buffer.Length;
            MessageWriter.WriteEscaped(line.Event, line.Buffer);
            line.CheckLength(line.Buffer.Length - start);
        }
        else
        {
            line.Scratch.Clear();
            MessageWriter.Write(line.Event, line.Scratch);
            line.AppendText(line.Scratch.Written);
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

    private void WriteAttributes(Line line)
    {
        var attributes = line.Event.Attributes;
        for (var i = 0; i < attributes.Length && !line.IsFull; i++)
        {
            if (i > 0)
                line.Buffer.Append(',');
            WriteName(line, in attributes[i]);
            WriteValue(line, in attributes[i]);
        }
    }

    private void WriteName(Line line, ref readonly LineAttribute attribute)
    {
        if (attribute.Part is { } part && line.Redactor is null && _reserved.Count == 0)
        {
            line.Buffer.Append(part.JsonName);
            return;
        }

        line.Buffer.Append(_reserved.Contains(attribute.Name) ? "\"_" : "\"");
        line.AppendText(attribute.Name);
        line.Buffer.Append("\":");
    }

    // What the message shows in the same characters is copied from there.
    private static void WriteValue(Line line, ref readonly LineAttribute attribute)
    {
        if (attribute.Length == 0 || line.Redactor is not null)
        {
            JsonValue.Write(line, attribute.Value);
        }
        else if (attribute.Value is string or Guid or TimeSpan)
        {
            line.Buffer.Append('"');
            line.Buffer.AppendCopy(attribute.Start, attribute.Length);
            line.Buffer.Append('"');
        }
        else if (JsonValue.IsNumber(attribute.Value))
        {
            line.Buffer.AppendCopy(attribute.Start, attribute.Length);
        }
        else
        {
            JsonValue.Write(line, attribute.Value);
        }
    }
}
