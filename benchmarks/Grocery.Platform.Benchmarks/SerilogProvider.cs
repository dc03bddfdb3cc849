using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Compact;

namespace Grocery.Platform.Benchmarks;

/// <summary>Serilog as it comes, behind <c>ILogger</c>, with its compact JSON: without the console, but for the bytes that it would write.</summary>
internal static class SerilogProvider
{
    public static ServiceProvider CreateServices()
    {
        var logger = new LoggerConfiguration().Enrich.FromLogContext().WriteTo.Sink(new Sink()).CreateLogger();
        return new ServiceCollection().AddLogging(logging => logging.ClearProviders().AddSerilog(logger, dispose: true)).BuildServiceProvider();
    }

    private sealed class Sink : ILogEventSink
    {
        [ThreadStatic]
        private static StringWriter? _writer;

        private readonly CompactJsonFormatter _formatter = new();

        public void Emit(LogEvent logEvent)
        {
            var writer = _writer ??= new StringWriter();
            _formatter.Format(logEvent, writer);
            Stream.Null.Write(Encoding.UTF8.GetBytes(writer.ToString()));
            writer.GetStringBuilder().Clear();
        }
    }
}
