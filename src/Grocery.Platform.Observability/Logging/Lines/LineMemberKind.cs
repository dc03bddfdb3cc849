namespace Grocery.Platform.Observability.Logging.Lines;

/// <summary>What a member of a line tells.</summary>
internal enum LineMemberKind
{
    Timestamp,
    Level,
    Severity,
    Message,
    Template,
    Logger,
    EventId,
    TraceId,
    SpanId,
    Service,
    Version,
    Environment,
    Instance,
    Schema,
    Attributes,
}
