using System.Xml.Linq;
using Grocery.Load.Figures;

namespace Grocery.Load.Reports;

/// <summary>The pictures of the report.</summary>
internal static class LatencyCharts
{
    private const int Marks = 8;
    private static readonly (string Style, double Share)[] Curves = [("p50", 0.5), ("p95", 0.95), ("p99", 0.99)];

    /// <summary>Draws the percentiles of each interval.</summary>
    public static XElement OverTime(LoadSummary summary)
    {
        var most = summary.Intervals.Select(interval => Milliseconds(interval.Figures, 0.99)).DefaultIfEmpty(0).Max();
        var plot = new SvgPlot("Latency over time, in milliseconds", 300, EndOf(summary), most);
        AddTimes(plot, summary);
        foreach (var (style, share) in Curves)
            plot.AddCurve(style, [.. summary.Intervals.Select(interval => (Middle(summary, interval.Start), Milliseconds(interval.Figures, share)))]);

        return plot.Element;
    }

    /// <summary>Draws how many requests were sent in a second of each interval, and how many of them failed.</summary>
    public static XElement Requests(LoadSummary summary)
    {
        var seconds = summary.Interval.TotalSeconds;
        var most = summary.Intervals.Select(interval => interval.Figures.Offered / seconds).DefaultIfEmpty(0).Max();
        var plot = new SvgPlot("Requests a second over time", 160, EndOf(summary), most);
        AddTimes(plot, summary);
        foreach (var (start, figures) in summary.Intervals)
        {
            plot.AddBar("sent", start.TotalSeconds, (start + summary.Interval).TotalSeconds, figures.Offered / seconds);
            plot.AddBar("failed", start.TotalSeconds, (start + summary.Interval).TotalSeconds, figures.Failed / seconds);
        }

        return plot.Element;
    }

    /// <summary>Draws the latency by percentile, each further nine as wide as the one before.</summary>
    public static XElement ByPercentile(RequestFigures figures)
    {
        // Where less than one request is beyond, there is nothing to see.
        var nines = Math.Clamp(Math.Log10(Math.Max(10, figures.Offered)), 1, 6);
        var plot = new SvgPlot("Latency by percentile, in milliseconds", 300, nines, figures.Latency.Max.TotalMilliseconds);
        plot.AddMark(0, "0 %");
        plot.AddMark(Math.Log10(2), "50 %");
        for (var nine = 1; nine <= nines; nine++)
            plot.AddMark(nine, $"{(decimal)(100 * (1 - Math.Pow(10, -nine))):0.####} %");

        const int points = 200;
        plot.AddCurve("p50", [.. Enumerable.Range(0, points + 1)
            .Select(point => nines * point / points)
            .Select(x => (x, Milliseconds(figures, 1 - Math.Pow(10, -x))))]);
        return plot.Element;
    }

    private static void AddTimes(SvgPlot plot, LoadSummary summary)
    {
        for (var mark = 0; mark <= Marks; mark++)
            plot.AddMark(EndOf(summary) * mark / Marks, ReportText.Text($"{EndOf(summary) * mark / Marks:#,0.#} s"));
    }

    private static double Middle(LoadSummary summary, TimeSpan start) => (start + (summary.Interval / 2)).TotalSeconds;

    private static double EndOf(LoadSummary summary) =>
        summary.Intervals.Count == 0 ? summary.Interval.TotalSeconds : (summary.Intervals[^1].Start + summary.Interval).TotalSeconds;

    private static double Milliseconds(RequestFigures figures, double share) => figures.Latency.Percentile(share).TotalMilliseconds;
}
