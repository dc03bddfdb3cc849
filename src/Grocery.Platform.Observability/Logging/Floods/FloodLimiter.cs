using System.Collections.Concurrent;
using Grocery.Platform.Observability.Logging.Capture;
using Grocery.Platform.Observability.Logging.Output;
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
    private readonly ConcurrentDictionary<FloodCount, string> _floods = new();

    public FloodLimiter(IOptions<LogFloodOptions> options, LogMetrics metrics, TimeProvider time)
    {
        (_options, _metrics) = (options.Value, metrics);
        _timer = time.CreateTimer(_ => Report(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Gets or sets what writes a summary: the category, the level, the template and how many lines were left out.</summary>
    public Action<string, LogLevel, string, int>? Summarize { get; set; }

    public bool TryPass(LineEvent source)
    {
        // What has no template says something else each time.
        if (!_options.Enabled || source.Template.Text == EventCapture.WholeTemplate)
            return true;

        var count = source.Template.Floods.Of(source.Logger, source.Level);
        if (count.TryPass(source.UtcTimestamp.Ticks / TimeSpan.TicksPerSecond, _options.Limit))
            return true;

        _metrics.Drop(1, DropReason.Flood);
        if (_floods.TryAdd(count, source.Template.Text))
            _timer.Change(Interval, Timeout.InfiniteTimeSpan);

        return false;
    }

    /// <summary>Says what was left out and not said yet.</summary>
    public void Report()
    {
        foreach (var (flood, template) in _floods)
        {
            _floods.TryRemove(flood, out _);
            if (flood.TakeSuppressed() is > 0 and var count)
                Summarize?.Invoke(flood.Logger, flood.Level, template, count);
        }
    }

    public void Dispose() => _timer.Dispose();
}
