using System.Diagnostics.Metrics;
using Grocery.Platform.Resilience;

namespace Grocery.Platform.Drills.TestApp;

/// <summary>What the gauges of the service say, for the drills to ask.</summary>
internal static class Gauges
{
    /// <summary>Adds <c>/gauges/{name}</c>, which is always answered.</summary>
    public static void MapGauges(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/gauges/{name}", (string name) => Read(name)).WithRequestPriority(RequestPriority.Exempt);

    private static int Read(string name)
    {
        var last = 0;
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == name)
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<int>((_, value, _, _) => last = value);
        listener.Start();
        listener.RecordObservableInstruments();
        return last;
    }
}
