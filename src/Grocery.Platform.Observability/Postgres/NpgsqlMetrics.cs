using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Grocery.Platform.Observability.Postgres;

/// <summary>
/// Repeats the instruments of Npgsql under a meter of this package, with pools named by <see cref="PoolName"/>: no view can change
/// the value of a tag, and Npgsql's own shows the user.
/// </summary>
internal sealed class NpgsqlMetrics : IDisposable
{
    private static readonly string[] PoolTags = ["db.client.connection.pool.name", "pool.name"];

    private readonly Meter _meter;
    private readonly MeterListener _listener;
    private readonly List<MeterListener> _observers = [];

    public NpgsqlMetrics(IMeterFactory meters)
    {
        _meter = meters.Create("Grocery.Platform.Observability.Npgsql");
        _listener = Listen((instrument, listener) =>
        {
            if (instrument.Meter.Name == "Npgsql")
                Repeat(instrument, listener);
        });
    }

    private delegate void Recording<T>(T value, in TagList tags);

    public void Dispose()
    {
        _listener.Dispose();
        foreach (var observer in _observers)
            observer.Dispose();
    }

    private static MeterListener Listen(Action<Instrument, MeterListener> publish)
    {
        var listener = new MeterListener { InstrumentPublished = publish };
        listener.SetMeasurementEventCallback<int>(Forward);
        listener.SetMeasurementEventCallback<long>(Forward);
        listener.SetMeasurementEventCallback<double>(Forward);
        listener.Start();
        return listener;
    }

    private static void Forward<T>(Instrument instrument, T value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
    {
        var named = new TagList(tags);
        for (var i = 0; i < named.Count; i++)
        {
            if (named[i].Value is string pool && Array.IndexOf(PoolTags, named[i].Key) >= 0)
                named[i] = KeyValuePair.Create<string, object?>(named[i].Key, PoolName.Of(pool));
        }

        ((Recording<T>)state!)(value, named);
    }

    private void Repeat(Instrument instrument, MeterListener listener)
    {
        var (name, unit, description) = (instrument.Name, instrument.Unit, instrument.Description);
        object? recording = instrument switch
        {
            Counter<int> => (Recording<int>)_meter.CreateCounter<int>(name, unit, description).Add,
            Counter<long> => (Recording<long>)_meter.CreateCounter<long>(name, unit, description).Add,
            UpDownCounter<int> => (Recording<int>)_meter.CreateUpDownCounter<int>(name, unit, description).Add,
            Histogram<double> histogram =>
                (Recording<double>)_meter.CreateHistogram(name, unit, description, tags: null, histogram.Advice).Record,
            _ => null,
        };

        if (recording is not null)
            listener.EnableMeasurementEvents(instrument, recording);
        else if (instrument is ObservableUpDownCounter<int> counter)
            _meter.CreateObservableUpDownCounter(name, Observe<int>(counter), unit, description);
        else if (instrument is ObservableGauge<double> gauge)
            _meter.CreateObservableGauge(name, Observe<double>(gauge), unit, description);
    }

    // A listener for each, because reading one instrument must not read, and so reset, the others.
    private Func<IEnumerable<Measurement<T>>> Observe<T>(ObservableInstrument<T> original)
        where T : struct
    {
        List<Measurement<T>> measurements = [];
        Recording<T> recording = (value, in tags) => measurements.Add(new Measurement<T>(value, tags));
        var observer = Listen((instrument, listener) =>
        {
            if (instrument == original)
                listener.EnableMeasurementEvents(instrument, recording);
        });
        _observers.Add(observer);
        return () =>
        {
            lock (measurements)
            {
                measurements.Clear();
                observer.RecordObservableInstruments();
                return [.. measurements];
            }
        };
    }
}
