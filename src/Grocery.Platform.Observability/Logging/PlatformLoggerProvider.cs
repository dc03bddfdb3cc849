using System.Collections.Concurrent;
using Grocery.Platform.Observability.Logging.Floods;
using Grocery.Platform.Observability.Logging.Levels;
using Grocery.Platform.Observability.Logging.Output;
using Grocery.Platform.Observability.Logging.SerilogEvents;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Observability.Logging;

/// <summary>Makes the loggers. Its end is that of the log: everything that was written before reaches standard output.</summary>
[ProviderAlias(Alias)]
internal sealed class PlatformLoggerProvider : ILoggerProvider, ISupportExternalScope
{
    public const string Alias = "Platform";

    private const string OwnCategory = "Grocery.Platform.Observability.Logging";

    private readonly ConcurrentDictionary<string, PlatformLogger> _loggers = new(StringComparer.Ordinal);
    private readonly Lock _refreshing = new();
    private readonly LogPipeline _pipeline;
    private readonly SerilogPipeline _serilog;
    private readonly CategoryLevels _levels;
    private readonly FloodLimiter _floods;
    private readonly LogOutput _output;
    private readonly LastLines _lastLines;
    private readonly IDisposable? _levelChanges;

    public PlatformLoggerProvider(
        LogPipeline pipeline, SerilogPipeline serilog, CategoryLevels levels, FloodLimiter floods, LogOutput output)
    {
        (_pipeline, _serilog, _levels, _floods, _output) = (pipeline, serilog, levels, floods, output);
        var logger = CreateLogger(OwnCategory);
        output.ReportDrops = count => Log.LinesDropped(logger, count);
        floods.Summarize = Summarize;
        _lastLines = new LastLines(logger, output);
        _levelChanges = levels.OnChange(RefreshLevels);
    }

    /// <summary>Gets the categories that have a logger.</summary>
    public ICollection<string> Categories => _loggers.Keys;

    public ILogger CreateLogger(string categoryName)
    {
        if (_loggers.TryGetValue(categoryName, out var known))
            return known;

        // A change of the levels waits, so that it finds the new logger.
        lock (_refreshing)
            return _loggers.GetOrAdd(categoryName, Create);
    }

    // The scopes are those of LogScopes; this provider only says that it wants no scope of its own for each.
    public void SetScopeProvider(IExternalScopeProvider scopeProvider)
    {
    }

    public void Dispose()
    {
        _levelChanges?.Dispose();
        _lastLines.Dispose();
        _floods.Report();
        _output.Dispose();
    }

    private void Summarize(string category, LogLevel level, string template, int count)
    {
        var logger = CreateLogger(category);
        Log.FloodSummarized(logger, level, template, count);
    }

    private PlatformLogger Create(string category) =>
        new(category, _pipeline, _serilog.IsNeeded ? _serilog.LoggersOf(category) : null, _levels.Of(category));

    private void RefreshLevels()
    {
        lock (_refreshing)
        {
            foreach (var logger in _loggers.Values)
                logger.Level = _levels.Of(logger.Category);
        }
    }
}
