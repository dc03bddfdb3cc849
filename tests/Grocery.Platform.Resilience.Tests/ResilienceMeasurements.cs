using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;

namespace Grocery.Platform.Resilience.Tests;

/// <summary>The measurements of one host's meter, as text: the name, without what all names have in common, and the values of the tags.</summary>
internal sealed class ResilienceMeasurements : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<Measured> _recorded = new();
    private readonly ConcurrentQueue<string> _observed = new();

    public ResilienceMeasurements(IMeterFactory meters)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "Grocery.Platform.Resilience" && ReferenceEquals(instrument.Meter.Scope, meters))
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => _recorded.Enqueue(new(Describe(instrument, tags), value)));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>Gets what counters and histograms measured, in its order.</summary>
    public IReadOnlyList<Measured> Recorded => [.. _recorded];

    /// <summary>Gets the names and tags of what counters and histograms measured, in its order.</summary>
    public IReadOnlyList<string> Names => [.. _recorded.Select(measured => measured.Name)];

    /// <summary>Asks the gauges now; each with its value at the end.</summary>
    public IReadOnlyList<string> Observe()
    {
        _observed.Clear();
        _listener.RecordObservableInstruments();
        return [.. _observed];
    }

    public void Dispose() => _listener.Dispose();

    private static string Describe(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var name = instrument.Name.Replace("grocery.resilience.", "", StringComparison.Ordinal);
        return $"{name} {string.Join(' ', tags.ToArray().Select(tag => tag.Value))}";
    }

    private void Keep(Instrument instrument, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (instrument.IsObservable)
            _observed.Enqueue(string.Create(CultureInfo.InvariantCulture, $"{Describe(instrument, tags)} = {value}"));
        else
            _recorded.Enqueue(new(Describe(instrument, tags), value));
    }

    internal readonly record struct Measured(string Name, double Value);
}
