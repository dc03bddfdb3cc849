namespace Grocery.AppHost.Telemetry;

/// <summary>The last lines of all logs, to search. The oldest goes when there are too many.</summary>
internal sealed class LogStore(int most = 10_000)
{
    private readonly Lock _lock = new();
    private readonly Queue<LogLine> _lines = new();
    private long _sequence;

    /// <summary>Gets how many lines have gone to make room.</summary>
    public long Dropped { get; private set; }

    public void Add(LogLine line)
    {
        lock (_lock)
        {
            _lines.Enqueue(line with { Sequence = ++_sequence });
            if (_lines.Count <= most)
                return;

            _lines.Dequeue();
            Dropped++;
        }
    }

    /// <summary>Finds the newest lines that match, in the order in which they came.</summary>
    /// <param name="after">Only lines that came after the one with this number.</param>
    /// <param name="traceId">The whole id of a trace, or the start of one; empty for all lines.</param>
    /// <param name="text">What must stand in the line, in any case; empty for all lines.</param>
    public IReadOnlyList<LogLine> Search(long after, string traceId, string text, string service, int count)
    {
        LogLine[] lines;
        lock (_lock)
            lines = [.. _lines];

        return
        [
            .. lines.Reverse()
                .TakeWhile(line => line.Sequence > after)
                .Where(line => traceId.Length == 0 || line.TraceId.StartsWith(traceId, StringComparison.OrdinalIgnoreCase))
                .Where(line => service.Length == 0 || line.Service == service)
                .Where(line => text.Length == 0 || line.Text.Contains(text, StringComparison.OrdinalIgnoreCase))
                .Take(count)
                .Reverse(),
        ];
    }
}
