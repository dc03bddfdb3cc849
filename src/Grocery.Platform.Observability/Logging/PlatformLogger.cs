using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Observability.Logging;

/// <summary>The logger of one category.</summary>
internal sealed class PlatformLogger(string category, LogPipeline pipeline, Serilog.ILogger? serilog) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => pipeline.Scopes.Push(state);

    public bool IsEnabled(LogLevel logLevel) =>
        logLevel != LogLevel.None && (serilog is null || serilog.IsEnabled((Serilog.Events.LogEventLevel)(int)logLevel));

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
            pipeline.Log(category, logLevel, eventId, ref state, exception, formatter, serilog);
    }
}
