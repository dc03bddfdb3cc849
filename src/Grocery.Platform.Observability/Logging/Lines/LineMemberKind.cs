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

    /// <summary>Template, logger and event id, which are the same for each line of a log call.</summary>
    CallSite,
}
