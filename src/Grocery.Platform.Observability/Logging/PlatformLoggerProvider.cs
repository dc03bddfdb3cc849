using System.Collections.Concurrent;
using Grocery.Platform.Observability.Logging.Output;
using Microsoft.Extensions.Logging;
using Serilog.Core;

namespace Grocery.Platform.Observability.Logging;

/// <summary>Makes the loggers. Its end is that of the log: everything that was written before reaches standard output.</summary>
[ProviderAlias("Platform")]
internal sealed class PlatformLoggerProvider : ILoggerProvider, ISupportExternalScope
{
    private readonly ConcurrentDictionary<string, PlatformLogger> _loggers = new(StringComparer.Ordinal);
    private readonly LogPipeline _pipeline;
    private readonly Serilog.ILogger? _serilog;
    private readonly LogOutput _output;
    private readonly LastLines _lastLines;

    public PlatformLoggerProvider(LogPipeline pipeline, Serilog.ILogger? serilog, LogOutput output)
    {
        (_pipeline, _serilog, _output) = (pipeline, serilog, output);
        var logger = CreateLogger("Grocery.Platform.Observability.Logging");
        output.ReportDrops = count => Log.LinesDropped(logger, count);
        _lastLines = new LastLines(logger, output);
    }

    public ILogger CreateLogger(string categoryName) => _loggers.GetOrAdd(
        categoryName,
        static (category, provider) => new PlatformLogger(
            category, provider._pipeline, provider._serilog?.ForContext(Constants.SourceContextPropertyName, category)),
        this);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _pipeline.Scopes = scopeProvider;

    public void Dispose()
    {
        _lastLines.Dispose();
        _output.Dispose();
    }
}
