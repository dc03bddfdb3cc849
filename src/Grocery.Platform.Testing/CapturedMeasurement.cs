namespace Grocery.Platform.Testing;

/// <summary>One value that a service recorded, as <see cref="MetricCapture"/> saw it.</summary>
/// <param name="Meter">The meter, such as <c>Grocery.Platform.Resilience</c>.</param>
/// <param name="Instrument">The instrument, such as <c>http.server.request.duration</c>.</param>
/// <param name="Unit">The unit, such as <c>s</c>, when it has one.</param>
/// <param name="Value">The value: what was added, or what a gauge or an observable instrument stands at.</param>
/// <param name="Tags">The tags.</param>
public sealed record CapturedMeasurement(string Meter, string Instrument, string? Unit, double Value, IReadOnlyDictionary<string, object?> Tags)
{
    /// <summary>Describes the measurement, for the message of a test that fails.</summary>
    /// <returns>Instrument, value, unit and tags.</returns>
    public override string ToString() =>
        $"{Instrument} = {Captures.Tags.Text(Value)}{(Unit is null ? "" : " " + Unit)}{Captures.Tags.Describe(Tags)}";
}
