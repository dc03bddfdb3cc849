using System.Diagnostics.Metrics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;

namespace Grocery.Platform.Health.Tests;

/// <summary>Reads one observable instrument of a service: the values by their tags, <c>name=value</c>.</summary>
internal sealed class GaugeReader : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly Dictionary<string, double> _values = [];

    public GaugeReader(IServiceProvider services, string name)
    {
        var factory = services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == name && ReferenceEquals(instrument.Meter.Scope, factory))
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<int>((_, value, tags, _) => Keep(value, tags));
        _listener.SetMeasurementEventCallback<double>((_, value, tags, _) => Keep(value, tags));
        _listener.Start();
    }

    public IReadOnlyDictionary<string, double> Read()
    {
        _values.Clear();
        _listener.RecordObservableInstruments();
        return _values;
    }

    public void Dispose() => _listener.Dispose();

    private void Keep(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _values[string.Join(' ', tags.ToArray().Select(tag => string.Create(CultureInfo.InvariantCulture, $"{tag.Key}={tag.Value}")))] = value;
}
