using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;

namespace Grocery.Platform.Resilience.Tests.Faults;

/// <summary>The measurements of one service's instruments of faults, as text.</summary>
internal sealed class FaultMeasurements : IDisposable
{
    private const string Prefix = "grocery.resilience.faults.";

    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<string> _counted = new();
    private readonly ConcurrentQueue<string> _observed = new();

    public FaultMeasurements(IMeterFactory meters)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name.StartsWith(Prefix, StringComparison.Ordinal) && ReferenceEquals(instrument.Meter.Scope, meters))
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(_counted, instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Keep(_observed, instrument, value, tags));
        _listener.Start();
    }

    public IReadOnlyList<string> Counted => [.. _counted];

    public IReadOnlyList<string> Observe()
    {
        _observed.Clear();
        _listener.RecordObservableInstruments();
        return [.. _observed];
    }

    public void Dispose() => _listener.Dispose();

    private static void Keep(ConcurrentQueue<string> texts, Instrument instrument, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var parts = tags.ToArray().Select(tag => $"{tag.Value}").Prepend(value.ToString(CultureInfo.InvariantCulture)).Prepend(instrument.Name[Prefix.Length..]);
        texts.Enqueue(string.Join(' ', parts));
    }
}
