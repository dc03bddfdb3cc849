using Grocery.Platform.Observability.Logging.Levels;
using Grocery.Platform.Observability.Logging.Scopes;
using Grocery.Platform.Observability.Logging.SerilogEvents;
using Microsoft.Extensions.Logging;
using Serilog.Events;

namespace Grocery.Platform.Observability.Logging;

/// <summary>The logger of one category. Decides whether an event is written, kept for the request that is served, or neither.</summary>
internal sealed class PlatformLogger(string category, LogPipeline pipeline, SerilogLoggers? serilog, CategoryLevel level) : ILogger
{
    private volatile CategoryLevel _level = level;

    public string Category => category;

    public CategoryLevel Level
    {
        set => _level = value;
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => LogScopes.Current = new LogScope(state, LogScopes.Current);

    public bool IsEnabled(LogLevel logLevel)
    {
        var level = _level;
        if (logLevel < level.Lowest)
            return false;

        return level.IsWritten(logLevel) ? IsEnabledInSerilog(logLevel) : level.IsKept(logLevel) && LogScopes.KeepsLines;
    }

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var level = _level;
        if (level.IsWritten(logLevel))
        {
            if (IsEnabledInSerilog(logLevel))
                pipeline.Write(category, logLevel, eventId, ref state, exception, formatter, serilog);
        }
        else if (level.IsKept(logLevel) && LogScopes.Current?.Lines() is { } request)
        {
            pipeline.Keep(request, category, logLevel, eventId, ref state, exception, formatter, serilog);
        }
    }

    private bool IsEnabledInSerilog(LogLevel logLevel) => serilog is null || serilog.All.IsEnabled((LogEventLevel)(int)logLevel);
}
