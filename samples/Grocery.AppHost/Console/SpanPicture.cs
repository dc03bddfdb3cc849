using Grocery.AppHost.Telemetry;

namespace Grocery.AppHost.Console;

/// <summary>A span as the waterfall draws it.</summary>
/// <param name="StartMs">When it began, in milliseconds since the first span did.</param>
internal sealed record SpanPicture(
    string Id,
    string Parent,
    string Service,
    string Instance,
    string Name,
    string Kind,
    double StartMs,
    double Milliseconds,
    bool IsError,
    IReadOnlyDictionary<string, string> Attributes,
    IReadOnlyList<string> Events)
{
    public static IReadOnlyList<SpanPicture> Of(IReadOnlyList<Span> spans)
    {
        var start = spans.Count == 0 ? default : spans.Min(span => span.Start);
        return
        [
            .. spans.Select(span => new SpanPicture(
                span.Id,
                span.Parent,
                span.Source.Service,
                span.Source.Instance,
                span.Name,
                span.Kind,
                (span.Start - start).TotalMilliseconds,
                span.Duration.TotalMilliseconds,
                span.IsError,
                span.Attributes,
                span.Events)),
        ];
    }
}
