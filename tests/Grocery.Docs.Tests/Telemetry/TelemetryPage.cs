using System.Globalization;
using System.Text;

namespace Grocery.Docs.Tests.Telemetry;

/// <summary>Writes the reference of everything that the packages report.</summary>
internal static class TelemetryPage
{
    private const string Head = """
        # Telemetry

        Everything that the packages report under names of their own: [metrics](#metrics), [spans](#spans), [span events](#span-events), [span attributes](#span-attributes)
        and [log events](#log-events). The names are part of what a release promises. This page is made from the code: `APPROVE_TELEMETRY=1 ./eng/test.sh Docs` writes it anew,
        and a test fails while it says something else.

        What the values mean, and what to do about them, is on the page of each feature: [observability](observability/README.md), [health](health/README.md),
        [configuration](config/README.md), [resilience](resilience/README.md). Metrics and spans of ASP.NET Core, `HttpClient`, the runtime and Npgsql keep the names that
        OpenTelemetry's conventions give them; [metrics](observability/metrics.md) and [tracing](observability/tracing.md) say which are collected.

        """;

    public static string Of(SourceCode code)
    {
        var page = new StringBuilder(Head);
        page.Append("\n## Metrics\n\nThe meter has the name of the package. A measurement has those of the attributes that apply to it.\n");
        AppendTables(
            page, Instrument.In(code), metric => metric.Package, ["metric", "type", "unit", "attributes", "measures"],
            metric => [Code(metric.Name), metric.Kind, Code(metric.Unit), Codes(metric.Attributes), metric.Description]);
        page.Append("\n## Spans\n\nSpans that the platform starts itself; the source has the name of the package unless the table says another.\n");
        AppendTables(page, Spans.StartedIn(code), span => span.Package, ["span", "source"], span => [Code(span.Name), Code(span.Source)]);
        page.Append("\n## Span events\n");
        AppendTables(page, Spans.EventsIn(code), one => one.Package, ["event", "attributes"], one => [Code(one.Name), Codes(one.Attributes)]);
        page.Append("\n## Span attributes\n\nAttributes that are set on spans, those of ASP.NET Core and `HttpClient` too.\n");
        AppendTables(page, Spans.AttributesIn(code), one => one.Package, ["attribute"], one => [Code(one.Name)]);
        page.Append("\n## Log events\n");
        AppendTables(
            page, LogEvent.In(code), one => one.Package, ["id", "level", "event", "message"],
            one => [one.Id.ToString("0000", CultureInfo.InvariantCulture), one.Level?.ToString().ToLowerInvariant() ?? "the call's", Code(one.Name), Code(one.Message)]);
        return page.ToString();
    }

    private static void AppendTables<T>(StringBuilder page, IEnumerable<T> all, Func<T, string> packageOf, string[] columns, Func<T, string[]> cells)
    {
        foreach (var package in all.GroupBy(packageOf).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            page.Append(CultureInfo.InvariantCulture, $"\n### {package.Key}\n\n| {string.Join(" | ", columns)} |\n|{string.Concat(columns.Select(_ => "---|"))}\n");
            foreach (var row in package.Select(cells).Distinct(RowComparer.Instance).OrderBy(row => row[0], StringComparer.Ordinal))
                page.Append(CultureInfo.InvariantCulture, $"| {string.Join(" | ", row)} |\n");
        }
    }

    private static string Code(string text) => text.Length == 0 ? "" : $"`{text.Replace("|", "\\|", StringComparison.Ordinal)}`";

    private static string Codes(IEnumerable<string> texts) => string.Join(", ", texts.Select(Code));

    private sealed class RowComparer : IEqualityComparer<string[]>
    {
        public static readonly RowComparer Instance = new();

        public bool Equals(string[]? x, string[]? y) => x is not null && y is not null && x.SequenceEqual(y);

        public int GetHashCode(string[] obj) => obj.Aggregate(0, HashCode.Combine);
    }
}
