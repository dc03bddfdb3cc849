using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Testing.Captures;

/// <summary>Logs into a capture, with the scopes of the host.</summary>
internal sealed class LogCaptureProvider(Captured<CapturedLine> lines) : ILoggerProvider, ISupportExternalScope
{
    private const string TemplateName = "{OriginalFormat}";

    private IExternalScopeProvider? _scopes;

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public void Dispose()
    {
    }

    private static void Copy(object? from, Dictionary<string, object?> to)
    {
        foreach (var (name, value) in from as IEnumerable<KeyValuePair<string, object?>> ?? [])
            to[name] = value;
    }

    private void Add<TState>(string category, LogLevel level, EventId eventId, TState state, Exception? exception, string message)
    {
        var attributes = new Dictionary<string, object?>(StringComparer.Ordinal);
        _scopes?.ForEachScope(Copy, attributes);
        attributes.Remove(TemplateName);
        Copy(state, attributes);
        attributes.Remove(TemplateName, out var template);

        var span = Activity.Current;
        lines.Add(new CapturedLine(category, level, eventId.Id, eventId.Name, message)
        {
            Template = template as string,
            Attributes = attributes,
            Error = exception,
            TraceId = span?.TraceId.ToHexString(),
            SpanId = span?.SpanId.ToHexString(),
        });
    }

    private sealed class Logger(LogCaptureProvider provider, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => provider._scopes?.Push(state);

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            provider.Add(category, logLevel, eventId, state, exception, formatter(state, exception));
    }
}
