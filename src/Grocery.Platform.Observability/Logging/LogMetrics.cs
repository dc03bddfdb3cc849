using System.Diagnostics.Metrics;
using Grocery.Platform.Observability.Logging.Output;
using Grocery.Platform.Observability.SelfTelemetry;

namespace Grocery.Platform.Observability.Logging;

/// <summary>What the log reports about itself.</summary>
internal sealed class LogMetrics
{
    private static readonly KeyValuePair<string, object?>[] Reasons =
        [.. Enum.GetValues<DropReason>().Select(reason => KeyValuePair.Create("reason", (object?)TextOf(reason)))];

    private readonly Meter _meter;
    private readonly Counter<long> _dropped;

    private readonly RecentDrops _lost;

    public LogMetrics(IMeterFactory meters, TimeProvider time)
    {
        _lost = new RecentDrops(time);
        _meter = meters.Create("Grocery.Platform.Observability");
        _dropped = _meter.CreateCounter<long>("grocery.logs.dropped", "{line}", "Log lines that were not written.");
    }

    /// <summary>Gets why a line was lost in the last minute that should have been written; <see langword="null"/> when none was.</summary>
    public string? LostReason => _lost.Reason;

    /// <summary>Begins the series of lost lines: one that begins with its first event hides that event from <c>rate()</c> and <c>increase()</c>.</summary>
    public void Begin()
    {
        foreach (var reason in new[] { DropReason.QueueFull, DropReason.OutputFailed, DropReason.Invalid })
            _dropped.Add(0, Reasons[(int)reason]);
    }

    public void Drop(int lines, DropReason reason)
    {
        _dropped.Add(lines, Reasons[(int)reason]);
        if (reason is DropReason.QueueFull or DropReason.OutputFailed or DropReason.Invalid)
            _lost.Add(TextOf(reason));
    }

    /// <summary>Reports how full the buffer of the writer is.</summary>
    public void Watch(Func<double> fill) =>
        _meter.CreateObservableGauge("grocery.logs.queue.utilization", fill, "1", "The used share of the memory for lines that wait for standard output.");

    private static string TextOf(DropReason reason) => reason switch
    {
        DropReason.QueueFull => "queue_full",
        DropReason.OutputFailed => "output_failed",
        DropReason.Invalid => "invalid",
        DropReason.Stopped => "stopped",
        DropReason.BufferFull => "buffer_full",
        DropReason.Flood => "flood",
        _ => "other",
    };
}
