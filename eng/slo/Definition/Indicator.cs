using System.Globalization;

namespace Grocery.Slo.Definition;

/// <summary>
/// How events are counted: those of a counter, or of a histogram; of these the failed ones, by their labels, or those that took too long.
/// </summary>
/// <param name="Metric">The counter or the histogram, as <c>/metrics</c> names it.</param>
/// <param name="Where">What the labels of an event must be.</param>
/// <param name="Failed">What the labels of a failed event are besides; empty where <paramref name="Within"/> is set.</param>
/// <param name="Within">The seconds within which an event is good; <see langword="null"/> where <paramref name="Failed"/> tells.</param>
/// <param name="Line">The line of the metric.</param>
internal sealed record Indicator(
    string Metric, IReadOnlyList<LabelMatcher> Where, IReadOnlyList<LabelMatcher> Failed, decimal? Within, long Line)
{
    /// <summary>What every service with the platform measures of each request.</summary>
    public const string Requests = "http_server_request_duration_seconds";

    private const string CounterEnd = "_total";

    public bool IsHistogram => !Metric.EndsWith(CounterEnd, StringComparison.Ordinal);

    /// <summary>Gets the name of the series that count all events.</summary>
    public string Counted => IsHistogram ? $"{Metric}_count" : Metric;

    public string Bucket => $"{Metric}_bucket";

    /// <summary>Gets what finds the bucket of <see cref="Within"/>: a whole number is written 1 or 1.0, as whoever sends it likes.</summary>
    public LabelMatcher Edge
    {
        get
        {
            var edge = Within!.Value;
            var text = edge.ToString("0.#########", CultureInfo.InvariantCulture);
            return edge == decimal.Truncate(edge)
                ? new LabelMatcher("le", $"{text}|{text}[.]0", IsPattern: true, Line)
                : new LabelMatcher("le", text, IsPattern: false, Line);
        }
    }
}
