using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Health.Tests;

/// <summary>Keeps the lines that the package logs.</summary>
internal sealed class LogRecorder : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<(LogLevel Level, string Text)> _lines = [];

    public IReadOnlyCollection<(LogLevel Level, string Text)> Lines => _lines;

    /// <summary>Gets or sets a value indicating whether the sink is broken.</summary>
    public bool Throws { get; set; }

    public ILogger CreateLogger(string categoryName) =>
        categoryName.StartsWith("Grocery.Platform.Health", StringComparison.Ordinal) ? this : Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (Throws)
            throw new InvalidOperationException("The sink is broken.");

        _lines.Enqueue((logLevel, formatter(state, exception)));
    }

    public void Dispose()
    {
    }
}
