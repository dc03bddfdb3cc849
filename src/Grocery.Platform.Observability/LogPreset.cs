namespace Grocery.Platform.Observability;

/// <summary>The names of the members of a JSON log line.</summary>
public enum LogPreset
{
    /// <summary>The platform's own: <c>timestamp</c>, <c>level</c>, <c>message</c>, … with the properties in <c>attributes</c>.</summary>
    Default,

    /// <summary>The Elastic Common Schema 8: <c>@timestamp</c>, <c>log.level</c>, <c>service.name</c>, … with the properties in <c>labels</c>.</summary>
    Ecs,

    /// <summary>The log data model of OpenTelemetry: <c>Timestamp</c>, <c>SeverityText</c>, <c>Body</c>, <c>Resource</c>, … with the properties
    /// in <c>Attributes</c>.</summary>
    Otel,
}
