namespace Grocery.AppHost.Telemetry;

/// <summary>One line of the list of traces.</summary>
/// <param name="Service">Where it began.</param>
/// <param name="IsRequest">Whether it began with a request to the shop, and not with work in the background.</param>
/// <param name="Services">How many services took part.</param>
internal sealed record TraceSummary(
    string TraceId, string Name, string Service, bool IsRequest, int Services, int Spans, DateTimeOffset Start, double Milliseconds, bool IsError)
{
    public static TraceSummary Of(string traceId, IReadOnlyList<Span> spans)
    {
        var first = FirstOf(spans);
        var start = spans.Min(span => span.Start);
        return new TraceSummary(
            traceId,
            first.Name,
            first.Source.Service,
            first.Kind == Span.Server,
            spans.Select(span => span.Source.Service).Distinct().Count(),
            spans.Count,
            start,
            (spans.Max(span => span.End) - start).TotalMilliseconds,
            spans.Any(span => span.IsError));
    }

    // The span above the first can be a caller's that exports nowhere, so its absence is what marks the first.
    private static Span FirstOf(IReadOnlyList<Span> spans)
    {
        var known = spans.Select(span => span.Id).ToHashSet();
        return spans.Where(span => !known.Contains(span.Parent)).MinBy(span => span.Start) ?? spans.MinBy(span => span.Start)!;
    }
}
