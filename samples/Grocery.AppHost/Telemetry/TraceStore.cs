namespace Grocery.AppHost.Telemetry;

/// <summary>The last traces. The oldest goes when there are too many; what went is counted.</summary>
internal sealed class TraceStore(int mostTraces = 1000, int mostSpansPerTrace = 400)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, List<Span>> _traces = [];
    private readonly Queue<string> _order = new();
    private long _droppedTraces;
    private long _droppedSpans;

    public long DroppedTraces => Interlocked.Read(ref _droppedTraces);

    /// <summary>Gets how many spans were left out because their trace was full.</summary>
    public long DroppedSpans => Interlocked.Read(ref _droppedSpans);

    public int Count
    {
        get
        {
            lock (_lock)
                return _traces.Count;
        }
    }

    public void Add(IEnumerable<Span> spans)
    {
        lock (_lock)
        {
            foreach (var span in spans)
                Add(span);
        }
    }

    /// <summary>Finds the spans of a trace, in the order in which they started.</summary>
    public IReadOnlyList<Span> Find(string traceId)
    {
        lock (_lock)
            return _traces.TryGetValue(traceId, out var spans) ? [.. spans.OrderBy(span => span.Start)] : [];
    }

    /// <summary>Lists the newest traces that match, the newest first.</summary>
    public IReadOnlyList<TraceSummary> List(Func<TraceSummary, bool> matches, int most)
    {
        lock (_lock)
            return [.. _order.Reverse().Select(id => TraceSummary.Of(id, _traces[id])).Where(matches).Take(most)];
    }

    private void Add(Span span)
    {
        if (!_traces.TryGetValue(span.TraceId, out var spans))
        {
            _traces[span.TraceId] = spans = [];
            _order.Enqueue(span.TraceId);
            DropOldest();
        }

        if (spans.Count < mostSpansPerTrace)
            spans.Add(span);
        else
            Interlocked.Increment(ref _droppedSpans);
    }

    private void DropOldest()
    {
        while (_order.Count > mostTraces)
        {
            _traces.Remove(_order.Dequeue());
            Interlocked.Increment(ref _droppedTraces);
        }
    }
}
