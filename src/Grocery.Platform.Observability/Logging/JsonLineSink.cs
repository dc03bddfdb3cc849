using Microsoft.Extensions.Logging;
using Serilog.Core;
using Serilog.Events;

namespace Grocery.Platform.Observability.Logging;

/// <summary>Writes the events of Serilog's pipeline as JSON lines.</summary>
internal sealed class JsonLineSink(ServiceIdentity identity, SecretValues secrets, LogOutput output, LogMetrics metrics) : ILogEventSink
{
    private const string SourceContext = "SourceContext";
    private const string EventId = "EventId";
    private const int Deepest = 12;

    private readonly LineIdentity _identity = new(identity);

    public void Emit(LogEvent logEvent)
    {
        using var line = JsonLine.Rent(secrets);
        try
        {
            Write(line, logEvent);
            output.Write(line.Written);
        }
        catch (Exception)
        {
            // Serilog would swallow it without a trace.
            metrics.Drop();
        }
    }

    private void Write(JsonLine line, LogEvent logEvent)
    {
        MessageRenderer.Render(logEvent, line.Message);
        line.Start(
            new LineHead(
                logEvent.Timestamp.UtcDateTime,
                LevelOf(logEvent.Level),
                logEvent.MessageTemplate.Text,
                LoggerOf(logEvent),
                EventIdOf(logEvent),
                logEvent.TraceId ?? default,
                logEvent.SpanId ?? default),
            _identity);

        foreach (var (name, value) in logEvent.Properties)
        {
            if (IsHead(name, value))
                continue;
            if (line.IsFull)
                break;

            line.Name(name);
            WriteValue(line, value, 0);
        }

        line.End(logEvent.Exception);
    }

    private static void WriteValue(JsonLine line, LogEventPropertyValue value, int depth)
    {
        switch (value)
        {
            case ScalarValue scalar:
                line.Scalar(scalar.Value);
                break;
            case { } when depth == Deepest:
                line.Text("…");
                break;
            case SequenceValue sequence:
                line.StartArray();
                foreach (var element in sequence.Elements)
                {
                    if (!line.IsFull)
                        WriteValue(line, element, depth + 1);
                }

                line.EndArray();
                break;
            case StructureValue structure:
                WriteObject(line, structure.Properties.Select(property => (property.Name, property.Value)), depth);
                break;
            case DictionaryValue dictionary:
                WriteObject(line, dictionary.Elements.Select(element => (SafeText.Of(element.Key.Value), element.Value)), depth);
                break;
            default:
                line.Text(SafeText.Of(value));
                break;
        }
    }

    private static void WriteObject(JsonLine line, IEnumerable<(string Name, LogEventPropertyValue Value)> members, int depth)
    {
        line.StartObject();
        foreach (var (name, value) in members)
        {
            if (line.IsFull)
                break;

            line.Name(name);
            WriteValue(line, value, depth + 1);
        }

        line.EndObject();
    }

    private static LogLevel LevelOf(LogEventLevel level) => (LogLevel)(int)level;

    private static string LoggerOf(LogEvent logEvent) =>
        logEvent.Properties.TryGetValue(SourceContext, out var value) && value is ScalarValue { Value: string name } ? name : "";

    private static int EventIdOf(LogEvent logEvent)
    {
        if (!logEvent.Properties.TryGetValue(EventId, out var value) || value is not StructureValue structure)
            return 0;

        foreach (var property in structure.Properties)
        {
            if (property is { Name: "Id", Value: ScalarValue { Value: int id } })
                return id;
        }

        return 0;
    }

    private static bool IsHead(string name, LogEventPropertyValue value) => name switch
    {
        SourceContext => value is ScalarValue { Value: string },
        EventId => value is StructureValue,
        _ => false,
    };
}
