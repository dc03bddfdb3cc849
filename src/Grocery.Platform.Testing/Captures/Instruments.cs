using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Grocery.Platform.Testing.Captures;

/// <summary>The instruments of the services of one capture, and what listens to them. Safe for concurrent use.</summary>
internal sealed class Instruments : IDisposable
{
    private readonly ConcurrentDictionary<string, bool> _isLastValue = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<MeterListener> _listeners = [];

    /// <summary>Gives what is measured with the meters of a factory, and with shared ones of these names, to <paramref name="keep"/>.</summary>
    public void Listen(IMeterFactory? factory, IReadOnlyList<string> shared, Action<CapturedMeasurement> keep)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (!IsOf(instrument.Meter, factory, shared))
                    return;

                _isLastValue[instrument.Name] = instrument.IsObservable || IsGauge(instrument.GetType());
                self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<byte>((instrument, value, tags, _) => keep(Describe(instrument, value, tags)));
        listener.SetMeasurementEventCallback<short>((instrument, value, tags, _) => keep(Describe(instrument, value, tags)));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => keep(Describe(instrument, value, tags)));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => keep(Describe(instrument, value, tags)));
        listener.SetMeasurementEventCallback<float>((instrument, value, tags, _) => keep(Describe(instrument, value, tags)));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => keep(Describe(instrument, value, tags)));
        listener.SetMeasurementEventCallback<decimal>((instrument, value, tags, _) => keep(Describe(instrument, (double)value, tags)));
        _listeners.Add(listener);
        listener.Start();
    }

    /// <summary>Whether only the last value of an instrument counts: that of a gauge, or of what is observed.</summary>
    /// <exception cref="CaptureException">There is no such instrument.</exception>
    public bool IsLastValueOf(string instrument)
    {
        ArgumentException.ThrowIfNullOrEmpty(instrument);
        return _isLastValue.TryGetValue(instrument, out var isLast) ? isLast : throw new CaptureException(Missing(instrument));
    }

    public void Observe()
    {
        foreach (var listener in _listeners)
            listener.RecordObservableInstruments();
    }

    public void Dispose()
    {
        foreach (var listener in _listeners)
            listener.Dispose();
    }

    private static bool IsOf(Meter meter, IMeterFactory? factory, IReadOnlyList<string> shared) =>
        meter.Scope is null ? shared.Contains(meter.Name) : ReferenceEquals(meter.Scope, factory);

    private static bool IsGauge(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Gauge<>);

    private static CapturedMeasurement Describe(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var copy = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (key, tag) in tags)
            copy[key] = tag;

        return new CapturedMeasurement(instrument.Meter.Name, instrument.Name, instrument.Unit, value, copy);
    }

    private string Missing(string instrument)
    {
        var names = string.Join("\n  ", _isLastValue.Keys.Order(StringComparer.Ordinal));
        return names.Length == 0
            ? $"{nameof(MetricCapture)}: there is no instrument {instrument}, nor any other. Is the capture added to the service: web.ConfigureTestServices(metrics.AddTo)? Has the service started?"
            : $"{nameof(MetricCapture)}: the service has no instrument {instrument}. It has, besides those of shared meters that were not named to the capture:\n  {names}";
    }
}
