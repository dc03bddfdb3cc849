using Grocery.Platform.Observability.Logging.Output;
using Grocery.Platform.Observability.Logging.Scopes;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Observability.Logging.Buffering;

/// <summary>Begins and ends the keeping of lines for a request.</summary>
internal sealed class RequestLogs(RequestLogMemory memory, LogOutput output, IOptions<LogBufferOptions> options)
{
    private readonly bool _isOn = options.Value.Enabled;

    /// <summary>Begins to keep the lines of the current request; <see langword="null"/> when that is switched off.</summary>
    public LogScope? Begin() => _isOn ? LogScopes.KeepLines(memory) : null;

    /// <summary>Writes what was kept for a request, or forgets it.</summary>
    public void End(LogScope request, bool isWritten)
    {
        if (LogScopes.TakeLines(request) is not { } lines)
            return;

        if (isWritten)
            lines.WriteTo(output);
        else
            lines.Dispose();
    }
}
