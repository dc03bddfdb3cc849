using Grocery.Platform.TestSupport;

namespace Grocery.AppHost.Telemetry;

/// <summary>A series of a counter or a histogram as one export has it: all that was counted since <paramref name="Start"/>.</summary>
/// <param name="Values">The number of a counter; the bucket counts of a histogram and, last, the sum of what was measured.</param>
/// <param name="Bounds">The upper bounds of a histogram's buckets but the last; empty for a counter.</param>
internal sealed record MetricPoint(
    TelemetrySource Source,
    string Name,
    IReadOnlyDictionary<string, string> Attributes,
    DateTimeOffset Start,
    DateTimeOffset Time,
    double[] Values,
    double[] Bounds)
{
    private const int SumData = 7;
    private const int HistogramData = 9;
    private const int Cumulative = 2;

    /// <summary>Gets what tells it from every other series.</summary>
    public string Key =>
        $"{Source.Service}\n{Source.Instance}\n{Name}\n{string.Join('\n', Attributes.OrderBy(pair => pair.Key, StringComparer.Ordinal))}";

    /// <summary>Reads the cumulative sums and histograms with one of <paramref name="names"/> from a request to <c>/v1/metrics</c>.</summary>
    /// <exception cref="InvalidDataException">A time is none.</exception>
    public static IEnumerable<MetricPoint> ReadAll(WireMessage request, IReadOnlySet<string> names) =>
        from resource in request.Messages(1)
        let source = TelemetrySource.Read(resource.Message(1))
        from scope in resource.Messages(2)
        from metric in scope.Messages(2)
        let name = metric.Text(1)
        where names.Contains(name)
        from field in new[] { SumData, HistogramData }
        where metric.Has(field) && metric.Message(field).Number(2) == Cumulative
        from point in metric.Message(field).Messages(1)
        select field == SumData ? ReadSum(point, source, name) : ReadHistogram(point, source, name);

    private static MetricPoint ReadSum(WireMessage point, TelemetrySource source, string name) => new(
        source,
        name,
        OtlpAttributes.Read(point, 7),
        OtlpTime.Read(point.Number(2)),
        OtlpTime.Read(point.Number(3)),
        [point.Has(4) ? point.Floating(4) : (long)point.Number(6)],
        []);

    private static MetricPoint ReadHistogram(WireMessage point, TelemetrySource source, string name) => new(
        source,
        name,
        OtlpAttributes.Read(point, 9),
        OtlpTime.Read(point.Number(2)),
        OtlpTime.Read(point.Number(3)),
        [.. point.PackedNumbers(6).Select(count => (double)count), point.Floating(5)],
        point.PackedFloats(7));
}
