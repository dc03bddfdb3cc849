using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Grocery.Platform.Benchmarks;

/// <summary>What <c>AddJsonConsole</c> does on the thread of the caller, without its queue and its console.</summary>
internal sealed class JsonConsoleProvider(IEnumerable<ConsoleFormatter> formatters) : ILoggerProvider, ISupportExternalScope
{
    private readonly ConsoleFormatter _formatter = formatters.Single(formatter => formatter.Name == ConsoleFormatterNames.Json);
    private IExternalScopeProvider? _scopes;

    public static ServiceProvider CreateServices()
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddJsonConsole(console =>
        {
            console.IncludeScopes = true;
            console.TimestampFormat = "O";
            console.UseUtcTimestamp = true;
        }).ClearProviders());
        services.AddSingleton<ILoggerProvider, JsonConsoleProvider>();
        return services.BuildServiceProvider();
    }

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public void Dispose()
    {
    }

    private sealed class Logger(JsonConsoleProvider provider, string category) : ILogger
    {
        [ThreadStatic]
        private static StringWriter? _writer;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => provider._scopes?.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var writer = _writer ??= new StringWriter();
            provider._formatter.Write(
                new LogEntry<TState>(logLevel, category, eventId, state, exception, formatter), provider._scopes, writer);
            Stream.Null.Write(System.Text.Encoding.UTF8.GetBytes(writer.ToString()));
            writer.GetStringBuilder().Clear();
        }
    }
}
