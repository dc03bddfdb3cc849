using Grocery.Platform.Observability.Logging.Buffering;
using Grocery.Platform.Observability.Logging.Capture;
using Grocery.Platform.Observability.Logging.Floods;
using Grocery.Platform.Observability.Logging.Lines;
using Grocery.Platform.Observability.Logging.Output;
using Grocery.Platform.Observability.Logging.SerilogEvents;
using Grocery.Platform.Observability.Redaction;
using Grocery.Platform.Observability.Requests;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Observability.Logging;

/// <summary>Takes each event from its log call to its line: straight, or through Serilog when a team configured it. Never throws.</summary>
internal sealed class LogPipeline(EventCapture capture, FloodLimiter floods, LineWriter lines, Redactor redactor, LogOutput output)
{
    /// <summary>Writes an event, unless its message floods the log.</summary>
    public void Write<TState>(
        string category,
        LogLevel level,
        EventId eventId,
        ref TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter,
        SerilogLoggers? serilog)
    {
        using var line = Line.Rent();
        try
        {
            Capture(line, category, level, eventId, ref state, exception, formatter);
            if (category != RequestMiddleware.Category && !floods.TryPass(line.Event))
                return;

            if (serilog is null)
                lines.Write(line);
            else
                LineSink.Send(serilog.All, SerilogEvent.From(line.Event, redactor), line.Event.OwnCount, null);
        }
        catch (Exception)
        {
            output.DropInvalid();
        }
    }

    /// <summary>Keeps an event for the case that its request fails.</summary>
    public void Keep<TState>(
        RequestLog request,
        string category,
        LogLevel level,
        EventId eventId,
        ref TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter,
        SerilogLoggers? serilog)
    {
        using var line = Line.Rent();
        try
        {
            Capture(line, category, level, eventId, ref state, exception, formatter);
            if (serilog is null)
                lines.Keep(line, request);
            else
                LineSink.Send(serilog.Lines, SerilogEvent.From(line.Event, redactor), line.Event.OwnCount, request);
        }
        catch (Exception)
        {
            output.DropInvalid();
        }
    }

    private void Capture<TState>(
        Line line, string category, LogLevel level, EventId eventId, ref TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        line.Event.Level = level;
        line.Event.Logger = category;
        line.Event.EventId = eventId;
        capture.Capture(line.Event, ref state, exception, formatter);
    }
}
