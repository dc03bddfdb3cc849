using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Grocery.Platform.TestSupport;

/// <summary>Keeps what is logged under one category and its children; without one, everything.</summary>
public sealed class LogCollector(string category = "") : ILoggerProvider
{
    private readonly ConcurrentQueue<Line> _lines = new();

    public IReadOnlyList<Line> Lines => [.. _lines];

    /// <summary>Gets or sets a value indicating whether the sink is broken.</summary>
    public bool Throws { get; set; }

    public ILogger CreateLogger(string categoryName) =>
        categoryName.StartsWith(category, StringComparison.Ordinal) ? new Logger(this, categoryName) : NullLogger.Instance;

    public void Dispose()
    {
    }

    public sealed record Line(string Category, LogLevel Level, int EventId, string Message);

    private sealed class Logger(LogCollector collector, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (collector.Throws)
                throw new InvalidOperationException("The sink is broken.");

            collector._lines.Enqueue(new Line(category, logLevel, eventId.Id, formatter(state, exception)));
        }
    }
}
