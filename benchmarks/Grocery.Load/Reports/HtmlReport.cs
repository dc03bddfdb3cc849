using System.Xml.Linq;

namespace Grocery.Load.Reports;

/// <summary>A page of one file, without scripts and without anything from elsewhere.</summary>
internal static class HtmlReport
{
    private const string Style =
        """
        :root { color-scheme: light dark; --ink: #1c1e21; --paper: #fff; --rule: #d5d8dc; --p50: #2a7de1; --p95: #d9822b; --p99: #c23b3b; --sent: #9db8d6; }
        @media (prefers-color-scheme: dark) { :root { --ink: #e4e6e9; --paper: #16181b; --rule: #3a3e44; --p50: #6cabf7; --p95: #f0a85a; --p99: #f07a7a; --sent: #46617f; } }
        body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
        h1 { font-size: 1.4rem; } h2 { font-size: 1.05rem; margin-top: 2rem; }
        table { border-collapse: collapse; font-variant-numeric: tabular-nums; } .wide { overflow-x: auto; }
        th, td { text-align: right; padding: .2rem .7rem; border-bottom: 1px solid var(--rule); white-space: nowrap; }
        th:first-child, td:first-child { text-align: left; white-space: pre; }
        svg { width: 100%; height: auto; } svg text { font-size: 11px; fill: var(--ink); }
        .grid { stroke: var(--rule); } .curve { fill: none; stroke-width: 1.6; stroke-linecap: round; stroke-linejoin: round; }
        .curve.p50 { stroke: var(--p50); } .curve.p95 { stroke: var(--p95); } .curve.p99 { stroke: var(--p99); }
        .sent { fill: var(--sent); } .failed { fill: var(--p99); }
        .broken, .warning { color: var(--p99); font-weight: 600; } .kept { color: var(--p50); font-weight: 600; }
        .key span { margin-right: 1rem; } .key .p50 { color: var(--p50); } .key .p95 { color: var(--p95); } .key .p99 { color: var(--p99); }
        """;

    public static string Write(LoadResult result)
    {
        var summary = result.Summary;
        var page = new XElement(
            "html",
            new XAttribute("lang", "en"),
            new XElement(
                "head",
                new XElement("meta", new XAttribute("charset", "utf-8")),
                new XElement("meta", new XAttribute("http-equiv", "Content-Security-Policy"), new XAttribute("content", "default-src 'none'; style-src 'unsafe-inline'")),
                new XElement("meta", new XAttribute("name", "viewport"), new XAttribute("content", "width=device-width")),
                new XElement("title", "Load test"),
                new XElement("style", Style)),
            new XElement(
                "body",
                new XElement("h1", $"Load test of {DescribeTarget(result.Settings)}"),
                new XElement("p", $"{string.Join(", then ", result.Settings.Stages.Select(LoadText.Write))}; {(result.Settings.IsPoisson ? "Poisson" : "constant")} arrivals, seed {result.Settings.Seed}"),
                result.Doubts.Select(doubt => new XElement("p", new XAttribute("class", "warning"), doubt)),
                ThresholdsOf(result),
                new XElement("h2", "Figures"),
                new XElement("div", new XAttribute("class", "wide"), FiguresOf(result)),
                new XElement("p", "Latencies in milliseconds, from when each request was meant to start: what waited for a stalled service is in them."),
                new XElement("ul", ReportText.Facts(result).Select(fact => new XElement("li", fact))),
                new XElement("h2", "Latency over time, in milliseconds"),
                new XElement("p", new XAttribute("class", "key"), new[] { "p50", "p95", "p99" }.Select(name => new XElement("span", new XAttribute("class", name), name))),
                LatencyCharts.OverTime(summary),
                new XElement("h2", "Requests a second, the failed ones in red"),
                LatencyCharts.Requests(summary),
                new XElement("h2", "Latency by percentile, in milliseconds"),
                LatencyCharts.ByPercentile(summary.All)));
        return $"<!DOCTYPE html>\n{page.ToString(SaveOptions.DisableFormatting)}\n";
    }

    private static string DescribeTarget(LoadSettings settings) => settings.Mix is { } mix
        ? $"the shop at {settings.Target}: {string.Join(", ", mix.Select(journey => ReportText.Text($"{journey.Key} {journey.Value:0.##}")))}"
        : string.Join(", ", settings.Urls.Select(url => url.ScenarioName));

    private static XElement? ThresholdsOf(LoadResult result) => result.Verdicts.Count == 0
        ? null
        : new XElement(
            "table",
            Row("th", ["fails if", "measured", "verdict"]),
            result.Verdicts.Select(verdict => new XElement(
                "tr",
                new XElement("td", verdict.Threshold),
                new XElement("td", verdict.Measured),
                new XElement("td", new XAttribute("class", verdict.IsBroken ? "broken" : "kept"), verdict.IsBroken ? "broken" : "kept"))));

    private static XElement FiguresOf(LoadResult result) => new(
        "table",
        Row("th", ReportText.Columns),
        ReportText.RowsOf(result.Summary).Select(row => Row("td", ReportText.CellsOf(row.Name, row.Figures, result.Summary.Duration))));

    private static XElement Row(string cell, IEnumerable<string> texts) => new("tr", texts.Select(text => new XElement(cell, text)));
}
