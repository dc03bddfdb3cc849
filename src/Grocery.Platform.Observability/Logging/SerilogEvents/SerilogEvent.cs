using Grocery.Platform.Observability.Logging.Capture;
using Grocery.Platform.Observability.Logging.Templates;
using Grocery.Platform.Observability.Redaction;
using Microsoft.Extensions.Logging;
using Serilog.Events;

namespace Grocery.Platform.Observability.Logging.SerilogEvents;

/// <summary>Turns a captured event into Serilog's, with the properties that Serilog.Extensions.Logging gives it, and back.</summary>
internal static class SerilogEvent
{
    private const string SourceContext = "SourceContext";
    private const string EventIdProperty = "EventId";

    /// <summary>Makes the event for Serilog's sinks, which get no secret among its properties.</summary>
    public static LogEvent From(LineEvent source, Redactor redactor)
    {
        var properties = new List<LogEventProperty>(source.Attributes.Length + 1);
        foreach (ref var attribute in source.Attributes)
            properties.Add(new LogEventProperty(attribute.Name, Redacted(attribute.Value, redactor)));

        if (source.EventId.Id != 0 || source.EventId.Name is not null)
            properties.Add(new LogEventProperty(EventIdProperty, ValueOf(source.EventId)));

        return new LogEvent(
            new DateTimeOffset(source.UtcTimestamp),
            (LogEventLevel)(int)source.Level,
            source.Exception,
            source.Template.Source,
            properties,
            source.Activity?.TraceId ?? default,
            source.Activity?.SpanId ?? default);
    }

    public static void CopyTo(LineEvent target, LogEvent source, TemplateCache templates, AttributeNames names, int? ownCount)
    {
        target.UtcTimestamp = source.Timestamp.UtcDateTime;
        target.Level = (LogLevel)(int)source.Level;
        target.Exception = source.Exception;
        target.Template = templates.Get(source.MessageTemplate.Text);
        target.Activity = System.Diagnostics.Activity.Current;
        target.Logger = "";
        target.EventId = default;
        foreach (var (name, value) in source.Properties)
        {
            if (name == SourceContext && value is ScalarValue { Value: string logger })
                target.Logger = logger;
            else if (name == EventIdProperty && value is StructureValue id)
                target.EventId = IdOf(id);
            else
                Set(target, names.Get(name), value);
        }

        target.OwnCount = Math.Min(ownCount ?? int.MaxValue, target.Attributes.Length);
    }

    private static void Set(LineEvent target, AttributeName name, LogEventPropertyValue value) => target.Set(
        new LineAttribute(name, name.IsSensitive ? SecretValues.Mask : value is ScalarValue scalar ? scalar.Value : value));

    private static LogEventPropertyValue Redacted(object? value, Redactor redactor) => value switch
    {
        string text => new ScalarValue(redactor.Redact(text)),
        ScalarValue { Value: string text } => new ScalarValue(redactor.Redact(text)),
        SequenceValue list => new SequenceValue(list.Elements.Select(element => Redacted(element, redactor))),
        StructureValue tree => new StructureValue(
            tree.Properties.Select(property => new LogEventProperty(property.Name, Redacted(property.Value, redactor))), tree.TypeTag),
        DictionaryValue map => new DictionaryValue(
            map.Elements.Select(element => KeyValuePair.Create(element.Key, Redacted(element.Value, redactor)))),
        LogEventPropertyValue other => other,
        _ => new ScalarValue(value),
    };

    private static StructureValue ValueOf(EventId id) => id.Name is null
        ? new StructureValue([new LogEventProperty("Id", new ScalarValue(id.Id))])
        : new StructureValue([new LogEventProperty("Id", new ScalarValue(id.Id)), new LogEventProperty("Name", new ScalarValue(id.Name))]);

    private static EventId IdOf(StructureValue value)
    {
        foreach (var property in value.Properties)
        {
            if (property is { Name: "Id", Value: ScalarValue { Value: int id } })
                return id;
        }

        return default;
    }
}
