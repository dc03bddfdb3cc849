namespace Grocery.Platform.Observability.Logging.Lines;

/// <summary>The members of a line in their order, as one of the presets names them.</summary>
internal sealed record LinePreset(IReadOnlyList<LineMember> Members, ErrorNames Error)
{
    private static readonly LinePreset Default = new(
        [
            new(LineMemberKind.Timestamp, "timestamp"),
            new(LineMemberKind.Level, "level"),
            new(LineMemberKind.Message, "message"),
            new(LineMemberKind.Template, "template"),
            new(LineMemberKind.Logger, "logger"),
            new(LineMemberKind.EventId, "event_id"),
            new(LineMemberKind.TraceId, "trace_id"),
            new(LineMemberKind.SpanId, "span_id"),
            new(LineMemberKind.Service, "service"),
            new(LineMemberKind.Version, "version"),
            new(LineMemberKind.Environment, "environment"),
            new(LineMemberKind.Instance, "instance"),
            new(LineMemberKind.Attributes, "attributes"),
        ],
        new ErrorNames("error", false, "type", "message", "stack", "hash"));

    // https://www.elastic.co/docs/reference/ecs/ecs-field-reference
    private static readonly LinePreset Ecs = new(
        [
            new(LineMemberKind.Timestamp, "@timestamp"),
            new(LineMemberKind.Level, "log.level"),
            new(LineMemberKind.Message, "message"),
            new(LineMemberKind.Schema, "ecs.version"),
            new(LineMemberKind.Template, "message_template"),
            new(LineMemberKind.Logger, "log.logger"),
            new(LineMemberKind.EventId, "event.code"),
            new(LineMemberKind.TraceId, "trace.id"),
            new(LineMemberKind.SpanId, "span.id"),
            new(LineMemberKind.Service, "service.name"),
            new(LineMemberKind.Version, "service.version"),
            new(LineMemberKind.Environment, "service.environment"),
            new(LineMemberKind.Instance, "service.node.name"),
            new(LineMemberKind.Attributes, "labels"),
        ],
        new ErrorNames(null, false, "error.type", "error.message", "error.stack_trace", "error.stack_hash"));

    // https://opentelemetry.io/docs/specs/otel/logs/data-model/
    private static readonly LinePreset Otel = new(
        [
            new(LineMemberKind.Timestamp, "Timestamp"),
            new(LineMemberKind.Level, "SeverityText"),
            new(LineMemberKind.Severity, "SeverityNumber"),
            new(LineMemberKind.Message, "Body"),
            new(LineMemberKind.TraceId, "TraceId"),
            new(LineMemberKind.SpanId, "SpanId"),
            new(LineMemberKind.Service, "service.name", "Resource"),
            new(LineMemberKind.Version, "service.version", "Resource"),
            new(LineMemberKind.Environment, "deployment.environment.name", "Resource"),
            new(LineMemberKind.Instance, "service.instance.id", "Resource"),
            new(LineMemberKind.Logger, "Name", "InstrumentationScope"),
            new(LineMemberKind.EventId, "EventId"),
            new(LineMemberKind.Template, "MessageTemplate"),
            new(LineMemberKind.Attributes, "Attributes"),
        ],
        new ErrorNames(null, true, "exception.type", "exception.message", "exception.stacktrace", "exception.hash"));

    public static LinePreset Of(LogPreset preset) => preset switch
    {
        LogPreset.Ecs => Ecs,
        LogPreset.Otel => Otel,
        _ => Default,
    };
}
