using Grocery.Platform.Observability.Logging.Buffering;
using Grocery.Platform.Observability.Logging.Lines;
using Grocery.Platform.Observability.Logging.Output;
using Grocery.Platform.Observability.Logging.Templates;
using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace Grocery.Platform.Observability.Logging.SerilogEvents;

/// <summary>Writes what comes out of Serilog's pipeline as the same lines as without it.</summary>
internal sealed class LineSink(LineWriter lines, TemplateCache templates, LogOutput output) : ILogEventSink
{
    [ThreadStatic]
    private static RequestLog? _request;

    /// <summary>Sends an event through <paramref name="logger"/>, and what comes out of it to the lines kept for a request.</summary>
    public static void Keep(ILogger logger, LogEvent logEvent, RequestLog request)
    {
        _request = request;
        try
        {
            logger.Write(logEvent);
        }
        finally
        {
            _request = null;
        }
    }

    public void Emit(LogEvent logEvent)
    {
        using var line = Line.Rent();
        try
        {
            SerilogEvent.CopyTo(line.Event, logEvent, templates);
            if (_request is { } request)
                lines.Keep(line, request);
            else
                lines.Write(line);
        }
        catch (Exception)
        {
            // Serilog would swallow it without a trace.
            output.DropInvalid();
        }
    }
}
