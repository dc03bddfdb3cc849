using Grocery.Platform.Observability.Logging.Capture;
using Microsoft.Extensions.Configuration;
using Serilog;
using Serilog.Core;

namespace Grocery.Platform.Observability.Logging.SerilogEvents;

/// <summary>Serilog's pipeline, for a team that configured a sink, filter or enricher of it.</summary>
internal sealed class SerilogPipeline(
    IConfiguration configuration, IEnumerable<ILogEventSink> sinks, IEnumerable<ILogEventEnricher> enrichers, IEnumerable<ILogEventFilter> filters, LineSink lines)
    : IDisposable
{
    private const string Section = ConfigurationLoggerConfigurationExtensions.DefaultSectionName;

    private Logger? _logger;

    /// <summary>Creates the pipeline; <see langword="null"/> when nothing needs Serilog.</summary>
    public ILogger? Create()
    {
        var isConfigured = configuration.GetSection(Section).Exists();
        if (!isConfigured && !sinks.Any() && !enrichers.Any() && !filters.Any())
            return null;

        var pipeline = ValueCapture.Limit(new LoggerConfiguration())
            .MinimumLevel.Verbose()
            .Enrich.FromLogContext()
            .Enrich.With([.. enrichers])
            .Filter.With([.. filters])
            .WriteTo.Sink(lines);
        foreach (var sink in sinks)
            pipeline.WriteTo.Sink(sink);

        if (isConfigured)
            pipeline.ReadFrom.Configuration(configuration);

        return _logger = pipeline.CreateLogger();
    }

    public void Dispose() => _logger?.Dispose();
}
