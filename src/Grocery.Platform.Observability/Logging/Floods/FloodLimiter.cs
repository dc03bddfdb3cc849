using System.Collections.Concurrent;
using Grocery.Platform.Observability.Logging.Capture;
using Grocery.Platform.Observability.Logging.Output;
using Grocery.Platform.Observability.Logging.Templates;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Observability.Logging.Floods;

/// <summary>Leaves out lines of a template that comes too often, and says each second how many. Safe for concurrent use.</summary>
internal sealed class FloodLimiter : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly LogFloodOptions _options;
    private readonly LogMetrics _metrics;
    private readonly ITimer _timer;
    private readonly ConcurrentDictionary<Template, FloodCount> _floods = new();

    public FloodLimiter(IOptions<LogFloodOptions> options, LogMetrics metrics, TimeProvider time)
    {
        (_options, _metrics) = (options.Value, metrics);
        _timer = time.CreateTimer(_ => Report(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Gets or sets what writes a summary: the category, the level, the template and how many lines were left out.</summary>
    public Action<string, LogLevel, string, int>? Summarize { get; set; }

    public bool TryPass(LineEvent source)
    {
        if (!_options.Enabled || source.Template.Flood.TryPass(source.UtcTimestamp.Ticks / TimeSpan.TicksPerSecond, _options.Limit))
            return true;

        _metrics.Drop(1, DropReason.Flood);
        source.Template.Flood.Source = (source.Logger, source.Level);
        if (_floods.TryAdd(source.Template, source.Template.Flood))
            _timer.Change(Interval, Timeout.InfiniteTimeSpan);

        return false;
    }

    /// <summary>Says what was left out and not said yet.</summary>
    public void Report()
    {
        foreach (var (template, flood) in _floods)
        {
            _floods.TryRemove(template, out _);
            if (flood.TakeSuppressed() is > 0 and var count)
                Summarize?.Invoke(flood.Source.Logger, flood.Source.Level, template.Text, count);
        }
    }

    public void Dispose() => _timer.Dispose();
}
