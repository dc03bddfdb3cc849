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

    // What concerns the sinks of the team, which never get events under the level.
    private static readonly string[] SinkKeys = ["WriteTo", "AuditTo", "MinimumLevel", "LevelSwitches"];

    private Logger? _all;
    private Logger? _lines;

    /// <summary>Gets a value indicating whether something needs Serilog.</summary>
    public bool IsNeeded => IsConfigured || sinks.Any() || enrichers.Any() || filters.Any();

    private bool IsConfigured => configuration.GetSection(Section).Exists();

    public SerilogLoggers LoggersOf(string category)
    {
        _all ??= Create(configuration, sinks);
        _lines ??= Create(WithoutSinks(), []);
        return new SerilogLoggers(
            _all.ForContext(Constants.SourceContextPropertyName, category), _lines.ForContext(Constants.SourceContextPropertyName, category));
    }

    public void Dispose()
    {
        _all?.Dispose();
        _lines?.Dispose();
    }

    private Logger Create(IConfiguration settings, IEnumerable<ILogEventSink> teamSinks)
    {
        var pipeline = ValueCapture.Limit(new LoggerConfiguration())
            .MinimumLevel.Verbose()
            .Enrich.FromLogContext()
            .Enrich.With([.. enrichers])
            .Filter.With([.. filters])
            .WriteTo.Sink(lines);
        foreach (var sink in teamSinks)
            pipeline.WriteTo.Sink(sink);

        if (IsConfigured)
            pipeline.ReadFrom.Configuration(settings);

        return pipeline.CreateLogger();
    }

    private IConfigurationRoot WithoutSinks() => new ConfigurationBuilder()
        .AddInMemoryCollection(configuration.GetSection(Section).AsEnumerable().Where(pair => !Array.Exists(
            SinkKeys,
            key => pair.Key.Equals($"{Section}:{key}", StringComparison.OrdinalIgnoreCase)
                || pair.Key.StartsWith($"{Section}:{key}:", StringComparison.OrdinalIgnoreCase))))
        .Build();
}
