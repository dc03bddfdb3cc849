namespace Grocery.AppHost.Telemetry;

/// <summary>
/// Turns totals into what was added since the export before. A process that starts again counts from zero; its first total is then
/// all new, so nothing is ever negative. Not safe for concurrent use.
/// </summary>
internal sealed class CumulativeSeries(TimeProvider time, int most = 4000)
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(5);

    private readonly Dictionary<string, (MetricPoint Point, DateTimeOffset Received)> _last = [];
    private readonly Dictionary<TelemetrySource, (DateTimeOffset Last, DateTimeOffset? Before, DateTimeOffset Received)> _exports = [];
    private DateTimeOffset _lastPrune;

    public int Count => _last.Count;

    /// <summary>Gets how many measurements were left out because there are too many series.</summary>
    public long Dropped { get; private set; }

    /// <returns><see langword="null"/> when there are too many series, the point is no newer than the one before, or is the first that is heard of an old process.</returns>
    public Increase? Advance(MetricPoint point)
    {
        var received = time.GetUtcNow();
        Prune(received);
        var key = point.Key;
        var before = _last.GetValueOrDefault(key).Point;
        if (before is null && _last.Count >= most)
        {
            Dropped++;
            return null;
        }

        var exportBefore = NoteExport(point, received);
        if (before is not null && before.Start == point.Start && point.Time <= before.Time)
            return null;

        _last[key] = (point, received);
        if (before is not null && Continues(before, point))
            return new Increase(before.Time, point.Time, [.. point.Values.Zip(before.Values, (now, then) => now - then)]);

        // The process was silent for so long that what it had counted before is forgotten.
        if (exportBefore is null && point.Time - point.Start > Kept)
            return null;

        // A series that appears late in a process gained nothing until the export before, which was without it.
        return new Increase(exportBefore > point.Start ? exportBefore.Value : point.Start, point.Time, point.Values);
    }

    private static bool Continues(MetricPoint before, MetricPoint point) =>
        before.Start == point.Start
        && before.Bounds.AsSpan().SequenceEqual(point.Bounds)
        && before.Values.Length == point.Values.Length
        && before.Values.Zip(point.Values).All(pair => pair.Second >= pair.First);

    private DateTimeOffset? NoteExport(MetricPoint point, DateTimeOffset received)
    {
        if (!_exports.TryGetValue(point.Source, out var export))
            export = (point.Time, null, received);
        else if (point.Time > export.Last)
            export = (point.Time, export.Last, received);

        _exports[point.Source] = export;
        return export.Before;
    }

    // Series of processes that are gone. By this clock: that of a service can jump.
    private void Prune(DateTimeOffset now)
    {
        if (now - _lastPrune < Kept / 10)
            return;

        _lastPrune = now;
        foreach (var key in _last.Where(pair => now - pair.Value.Received > Kept).Select(pair => pair.Key).ToArray())
            _last.Remove(key);
        foreach (var source in _exports.Where(pair => now - pair.Value.Received > Kept).Select(pair => pair.Key).ToArray())
            _exports.Remove(source);
    }
}
