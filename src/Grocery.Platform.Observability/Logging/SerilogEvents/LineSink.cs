using Grocery.Platform.Observability.Logging.Lines;
using Grocery.Platform.Observability.Logging.Output;
using Grocery.Platform.Observability.Logging.Templates;
using Serilog.Core;
using Serilog.Events;

namespace Grocery.Platform.Observability.Logging.SerilogEvents;

/// <summary>Writes what comes out of Serilog's pipeline as the same lines as without it.</summary>
internal sealed class LineSink(LineWriter lines, TemplateCache templates, LogOutput output) : ILogEventSink
{
    public void Emit(LogEvent logEvent)
    {
        using var line = Line.Rent();
        try
        {
            SerilogEvent.CopyTo(line.Event, logEvent, templates);
            lines.Write(line);
        }
        catch (Exception)
        {
            // Serilog would swallow it without a trace.
            output.DropInvalid();
        }
    }
}
