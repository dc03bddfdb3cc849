using Grocery.Platform.TestSupport;

namespace Grocery.AppHost.Telemetry;

/// <summary>A span that a service exported.</summary>
/// <param name="Parent">The id of the span above, empty for the first of a trace.</param>
/// <param name="Kind">What it measures: <c>server</c>, <c>client</c>, <c>internal</c>, <c>producer</c> or <c>consumer</c>.</param>
internal sealed record Span(
    TelemetrySource Source,
    string TraceId,
    string Id,
    string Parent,
    string Name,
    string Kind,
    DateTimeOffset Start,
    TimeSpan Duration,
    bool IsError,
    IReadOnlyDictionary<string, string> Attributes,
    IReadOnlyList<string> Events)
{
    public const string Server = "server";

    private const int MostEvents = 20;
    private const int ErrorStatus = 2;

    private static readonly string[] Kinds = ["internal", "internal", Server, "client", "producer", "consumer"];

    public DateTimeOffset End => Start + Duration;

    /// <summary>Reads the spans of a request to <c>/v1/traces</c>.</summary>
    /// <exception cref="InvalidDataException">A time is none.</exception>
    public static IEnumerable<Span> ReadAll(WireMessage request) =>
        from resource in request.Messages(1)
        let source = TelemetrySource.Read(resource.Message(1))
        from scope in resource.Messages(2)
        from span in scope.Messages(2)
        select Read(span, source);

    private static Span Read(WireMessage span, TelemetrySource source)
    {
        var start = OtlpTime.Read(span.Number(7));
        var end = OtlpTime.Read(span.Number(8));
        var kind = (int)span.Number(6);
        return new Span(
            source,
            span.Hex(1),
            span.Hex(2),
            span.Hex(4),
            span.Text(5),
            Kinds.ElementAtOrDefault(kind) ?? Kinds[0],
            start,
            end > start ? end - start : TimeSpan.Zero,
            span.Message(15).Number(3) == ErrorStatus,
            OtlpAttributes.Read(span, 9),
            [.. span.Messages(11).Take(MostEvents).Select(item => item.Text(2))]);
    }
}
