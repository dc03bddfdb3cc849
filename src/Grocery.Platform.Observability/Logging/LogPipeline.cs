using Grocery.Platform.Observability.Logging.Capture;
using Grocery.Platform.Observability.Logging.Lines;
using Grocery.Platform.Observability.Logging.Output;
using Grocery.Platform.Observability.Logging.SerilogEvents;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Observability.Logging;

/// <summary>Takes each event from its log call to its line: straight, or through Serilog when a team configured it.</summary>
internal sealed class LogPipeline(EventCapture capture, LineWriter lines, LogOutput output)
{
    public IExternalScopeProvider Scopes { get; set; } = new LoggerExternalScopeProvider();

    /// <summary>Writes one event. Never throws: an event that cannot be written is counted.</summary>
    /// <param name="category">The category of the logger.</param>
    /// <param name="level">The level of the event.</param>
    /// <param name="eventId">The id of the event.</param>
    /// <param name="state">The state of the log call, read where it is.</param>
    /// <param name="exception">The exception of the event.</param>
    /// <param name="formatter">Formats a state that has no template.</param>
    /// <param name="serilog">Serilog's logger of the category; <see langword="null"/> when the line is written straight.</param>
    public void Log<TState>(
        string category,
        LogLevel level,
        EventId eventId,
        ref TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter,
        Serilog.ILogger? serilog)
    {
        using var line = Line.Rent();
        try
        {
            line.Event.Level = level;
            line.Event.Logger = category;
            line.Event.EventId = eventId;
            capture.Capture(line.Event, ref state, exception, formatter, Scopes);
            if (serilog is null)
                lines.Write(line);
            else
                serilog.Write(SerilogEvent.From(line.Event));
        }
        catch (Exception)
        {
            output.DropInvalid();
        }
    }
}
