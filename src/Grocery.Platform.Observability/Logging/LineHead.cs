using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Observability.Logging;

/// <summary>The fixed members of a line that differ from event to event.</summary>
internal readonly record struct LineHead(
    DateTime UtcTimestamp, LogLevel Level, string Template, string Logger, int EventId, ActivityTraceId TraceId, ActivitySpanId SpanId);
