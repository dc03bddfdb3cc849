using System.Diagnostics.Metrics;

namespace Grocery.Platform.Drills.Tests.Postgres;

/// <summary>The runs of one check in order, as the metrics tell them, with the turns that failed without a run; and what readiness the thresholds make of them.</summary>
internal sealed class CheckRuns : IDisposable
{
    private const int Threshold = 3;

    private readonly MeterListener _listener = new();
    private readonly Lock _lock = new();

    // What readiness was after so many runs: none before the first.
    private readonly List<bool> _isReady = [false];
    private readonly List<bool> _succeeded = [];
    private int _failuresInARow;

    public CheckRuns(string check)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument is { Meter.Name: "Grocery.Platform.Health", Name: "grocery.health.check.duration" or "grocery.health.check.skipped" })
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>((_, _, tags, _) =>
        {
            var values = tags.ToArray().ToDictionary();
            if (check.Equals(values["grocery.health.check.name"]))
                Add("healthy".Equals(values["grocery.health.check.result"]));
        });
        _listener.SetMeasurementEventCallback<long>((_, _, tags, _) =>
        {
            if (check.Equals(tags.ToArray().ToDictionary()["grocery.health.check.name"]))
                Add(false);
        });
        _listener.Start();
    }

    public int Count
    {
        get
        {
            lock (_lock)
                return _succeeded.Count;
        }
    }

    /// <summary>Says whether readiness may have been so between two counts of runs. A run counts shortly before it is reported.</summary>
    public bool Allow(bool isReady, int from, int to)
    {
        lock (_lock)
            return _isReady.Skip(from).Take(to + 2 - from).Contains(isReady);
    }

    public void Dispose() => _listener.Dispose();

    /// <summary>The runs, a letter each: a point for a success, an F for a failure.</summary>
    public override string ToString()
    {
        lock (_lock)
            return string.Concat(_succeeded.Select(succeeded => succeeded ? '.' : 'F'));
    }

    private void Add(bool succeeded)
    {
        lock (_lock)
        {
            _failuresInARow = succeeded ? 0 : _failuresInARow + 1;
            _isReady.Add(succeeded || (_isReady[^1] && _failuresInARow < Threshold));
            _succeeded.Add(succeeded);
        }
    }
}
