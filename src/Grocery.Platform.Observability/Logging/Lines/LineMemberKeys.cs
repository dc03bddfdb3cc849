namespace Grocery.Platform.Observability.Logging.Lines;

/// <summary>The names by which members are configured.</summary>
internal static class LineMemberKeys
{
    public static string Of(LineMemberKind kind) => kind switch
    {
        LineMemberKind.Timestamp => "timestamp",
        LineMemberKind.Level => "level",
        LineMemberKind.Severity => "severity",
        LineMemberKind.Message => "message",
        LineMemberKind.Template => "template",
        LineMemberKind.Logger => "logger",
        LineMemberKind.EventId => "event_id",
        LineMemberKind.TraceId => "trace_id",
        LineMemberKind.SpanId => "span_id",
        LineMemberKind.Service => "service",
        LineMemberKind.Version => "version",
        LineMemberKind.Environment => "environment",
        LineMemberKind.Instance => "instance",
        LineMemberKind.Schema => "schema",
        _ => "attributes",
    };
}
