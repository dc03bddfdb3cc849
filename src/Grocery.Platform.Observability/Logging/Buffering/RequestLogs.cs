using Grocery.Platform.Observability.Logging.Output;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Observability.Logging.Buffering;

/// <summary>Begins and ends the logs of requests.</summary>
internal sealed class RequestLogs(RequestLogMemory memory, LogOutput output, IOptions<LogBufferOptions> options)
{
    private readonly bool _isOn = options.Value.Enabled;

    /// <summary>Begins to keep the lines of the current request; <see langword="null"/> when that is switched off.</summary>
    public RequestLog? Begin() => _isOn ? RequestLog.Current = new RequestLog(memory) : null;

    /// <summary>Ends the log of a request: writes what it kept, or forgets it.</summary>
    public void End(RequestLog log, bool isWritten)
    {
        if (isWritten)
            log.WriteTo(output);
        else
            log.Dispose();
    }
}
