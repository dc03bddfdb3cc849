namespace Grocery.Platform.TestSupport;

/// <summary>What a metric of the OpenTelemetry protocol is.</summary>
public enum OtlpMetricKind
{
    Gauge = 5,
    Sum = 7,
    Histogram = 9,
    ExponentialHistogram = 10,
}

/// <summary>One series of a metric as it came over the wire.</summary>
/// <param name="Attributes">Its attributes.</param>
/// <param name="Value">The number, or the sum of a histogram.</param>
/// <param name="Count">The measurements of a histogram.</param>
/// <param name="Edges">The edges of a histogram's buckets.</param>
/// <param name="ExemplarTraces">The trace of each exemplar, as hexadecimal text.</param>
public sealed record OtlpPoint(
    IReadOnlyDictionary<string, object> Attributes, double Value, long Count, IReadOnlyList<double> Edges, IReadOnlyList<string> ExemplarTraces);

/// <summary>A metric as it came over the wire.</summary>
/// <param name="Temporality">1 is delta, 2 cumulative; 0 for a gauge.</param>
public sealed record OtlpMetric(
    string Scope,
    string Name,
    string Unit,
    OtlpMetricKind Kind,
    int Temporality,
    IReadOnlyList<OtlpPoint> Points,
    IReadOnlyDictionary<string, object> Resource)
{
    /// <summary>Gets the whole or floating numbers of its points, none for a histogram.</summary>
    public IReadOnlyList<double> Values => Kind is OtlpMetricKind.Gauge or OtlpMetricKind.Sum ? [.. Points.Select(point => point.Value)] : [];

    internal static OtlpMetric Read(WireMessage metric, WireMessage scope, IReadOnlyDictionary<string, object> resource)
    {
        var kind = Enum.GetValues<OtlpMetricKind>().First(kind => metric.Has((int)kind));
        var data = metric.Message((int)kind);
        return new(
            scope.Text(1),
            metric.Text(1),
            metric.Text(3),
            kind,
            (int)data.Number(2),
            [.. data.Messages(1).Select(point => kind is OtlpMetricKind.Gauge or OtlpMetricKind.Sum ? Number(point) : Histogram(point, kind))],
            resource);
    }

    private static OtlpPoint Number(WireMessage point) => new(
        OtlpReceiver.Attributes(point, 7),
        point.Has(4) ? point.Floating(4) : (long)point.Number(6),
        0,
        [],
        Traces(point, 5));

    private static OtlpPoint Histogram(WireMessage point, OtlpMetricKind kind) => kind == OtlpMetricKind.Histogram
        ? new(OtlpReceiver.Attributes(point, 9), point.Floating(5), (long)point.Number(4), point.PackedFloats(7), Traces(point, 8))
        : new(OtlpReceiver.Attributes(point, 1), point.Floating(5), (long)point.Number(4), [], Traces(point, 11));

    private static string[] Traces(WireMessage point, int number) => [.. point.Messages(number).Select(exemplar => exemplar.Hex(5))];
}
