using System.Globalization;
using Grocery.Load.Figures;

namespace Grocery.Load.Reports;

/// <summary>What the reports say alike.</summary>
internal static class ReportText
{
    /// <summary>Gets the percentiles that are reported, each with its name.</summary>
    public static IReadOnlyList<(string Name, double Share)> Percentiles { get; } =
        [("p50", 0.5), ("p90", 0.9), ("p95", 0.95), ("p99", 0.99), ("p99.9", 0.999)];

    public static IReadOnlyList<string> Columns { get; } = ["scenario", "sent", "failed", "per second", .. Percentiles.Select(percentile => percentile.Name), "max"];

    /// <summary>Lists the rows of the table: all, each scenario, and each of its requests where there are several.</summary>
    public static IEnumerable<(string Name, RequestFigures Figures)> RowsOf(LoadSummary summary)
    {
        foreach (var scenario in summary.Scenarios)
        {
            yield return (scenario.Name, scenario.Figures);
            foreach (var (name, figures) in scenario.Steps.Where(step => step.Name.Length > 0))
                yield return ($"  {name}", figures);
        }

        yield return ("all", summary.All);
    }

    public static string[] CellsOf(string name, RequestFigures figures, TimeSpan duration) =>
    [
        name,
        Text($"{figures.Offered:N0}"),
        figures.Failed == 0 ? "0" : Text($"{figures.Failed:N0} ({100 * figures.FailedShare:0.##} %)"),
        Text($"{figures.FulfilledPerSecond(duration):N1}"),
        .. Percentiles.Select(percentile => Milliseconds(figures.Latency.Percentile(percentile.Share))),
        Milliseconds(figures.Latency.Max),
    ];

    public static IEnumerable<string> Facts(LoadResult result)
    {
        var (summary, generator) = (result.Summary, result.Generator);
        yield return Text($"measured {LoadText.Write(summary.Duration)} after a warm-up of {LoadText.Write(result.Settings.WarmUp)}{(result.IsInterrupted ? ", then interrupted" : "")}; began {result.Began:yyyy-MM-dd HH:mm:ss} UTC");
        yield return Text($"availability {100 * summary.All.Availability:0.####} %, {60 * summary.All.FulfilledPerSecond(summary.Duration):N0} fulfilled a minute, {summary.DroppedCount:N0} arrivals dropped, at most {summary.MostUnderWay:N0} requests at once");
        yield return $"answers: {string.Join(", ", summary.All.Outcomes.Select(outcome => Text($"{outcome.Value:N0} x {outcome.Key}")))}";
        yield return Text($"generator: {generator.Processors:N2} of {generator.Available} processors, 99 % of the visits at most {Milliseconds(generator.LateP99)} ms late, the latest {Milliseconds(generator.LateMax)} ms");
    }

    public static string Milliseconds(TimeSpan latency) => latency.TotalMilliseconds is var value && value < 100 ? Text($"{value:0.0}") : Text($"{value:N0}");

    public static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
