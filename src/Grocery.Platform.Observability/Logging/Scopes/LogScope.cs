using Grocery.Platform.Observability.Logging.Buffering;

namespace Grocery.Platform.Observability.Logging.Scopes;

/// <summary>One scope, and through its parents all that are around it.</summary>
internal sealed class LogScope(object? state, LogScope? parent) : IDisposable
{
    private LogScope? _request = parent?._request;
    private volatile bool _isEnded;

    // Of the scope of a request: what keeps its lines, made when the first comes. Before, the memory for it; after the request, nothing.
    private volatile object? _lines;

    public object? State => state;

    public LogScope? Parent => parent;

    /// <summary>Gets a value indicating whether this is the scope of a request that is over.</summary>
    public bool IsEnded => _isEnded;

    /// <summary>Gets a value indicating whether lines are kept for the request that is served in this scope.</summary>
    public bool KeepsLines => _request?._lines is not null;

    /// <summary>Makes this the scope of a request that keeps its lines.</summary>
    public void KeepLines(RequestLogMemory memory) => (_request, _lines) = (this, memory);

    /// <summary>Gets what keeps the lines of the request that is served in this scope.</summary>
    public RequestLog? Lines()
    {
        if (_request is not { _lines: RequestLogMemory memory } request)
            return _request?._lines as RequestLog;

        var log = new RequestLog(memory);
        return Interlocked.CompareExchange(ref request._lines, log, memory) == memory ? log : request._lines as RequestLog;
    }

    /// <summary>Ends the keeping of lines.</summary>
    /// <returns>The lines that were kept, if there are any.</returns>
    public RequestLog? TakeLines() => Interlocked.Exchange(ref _lines, null) as RequestLog;

    public void Dispose()
    {
        // Whatever the request has left running has to do without a scope whose values are already those of the next request, and the
        // server forgets the ambient values of a request by itself.
        if (LogScopes.IsOfRequest(this))
            _isEnded = true;
        else if (!_isEnded)
            (LogScopes.Current, _isEnded) = (parent, true);
    }
}
