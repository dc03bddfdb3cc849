using Grocery.Platform.Observability.Logging.Buffering;
using Grocery.Platform.Observability.Logging.Capture;
using Grocery.Platform.Observability.Logging.Lines;
using Grocery.Platform.Observability.Logging.Output;
using Grocery.Platform.Observability.Logging.Templates;
using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace Grocery.Platform.Observability.Logging.SerilogEvents;

/// <summary>Writes what comes out of Serilog's pipeline as the same lines as without it.</summary>
internal sealed class LineSink(LineWriter lines, TemplateCache templates, AttributeNames names, LogOutput output) : ILogEventSink
{
    [ThreadStatic]
    private static RequestLog? _request;

    // How many properties of the event on its way are those of the log call; the others are of scopes and enrichers.
    [ThreadStatic]
    private static int? _ownCount;

    /// <summary>Sends an event through <paramref name="logger"/>; for <paramref name="request"/>, what comes out is only kept.</summary>
    public static void Send(ILogger logger, LogEvent logEvent, int ownCount, RequestLog? request)
    {
        (_request, _ownCount) = (request, ownCount);
        try
        {
            logger.Write(logEvent);
        }
        finally
        {
            (_request, _ownCount) = (null, null);
        }
    }

    public void Emit(LogEvent logEvent)
    {
        using var line = Line.Rent();
        try
        {
            SerilogEvent.CopyTo(line.Event, logEvent, templates, names, _ownCount);
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
