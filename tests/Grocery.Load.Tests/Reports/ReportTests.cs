using System.Text.Json;
using System.Xml.Linq;
using Grocery.Load.Figures;
using Grocery.Load.Reports;
using Grocery.Load.Requests;
using Grocery.Load.Scenarios;
using Grocery.Load.Thresholds;

namespace Grocery.Load.Tests.Reports;

public sealed class ReportTests
{
    private static readonly LoadResult Result = Create();

    [Fact]
    public void The_page_is_well_formed_and_needs_nothing_from_elsewhere()
    {
        var page = Page(Result);

        Assert.Equal("html", page.Root!.Name.LocalName);
        Assert.DoesNotContain(page.Descendants(), element => element.Name.LocalName is "script" or "link" or "img" or "iframe");
        Assert.DoesNotContain(page.Descendants().Attributes(), attribute => attribute.Name.LocalName is "src" or "href");
        Assert.Contains(page.Descendants("meta").Attributes("content"), policy => policy.Value.StartsWith("default-src 'none'", StringComparison.Ordinal));

        // Written as <x/>, these would swallow what follows in HTML.
        Assert.DoesNotContain(page.Descendants(), element => element.IsEmpty && element.Name is { NamespaceName: "", LocalName: not "meta" });
    }

    [Fact]
    public void The_page_has_every_figure_of_the_table()
    {
        var cells = Page(Result).Descendants("tr").Select(row => string.Join('|', row.Elements().Select(cell => cell.Value))).ToArray();

        Assert.Contains("scenario|sent|failed|per second|p50|p90|p95|p99|p99.9|max", cells);
        Assert.Contains("<b>&cart|100|1 (1 %)|9.9|50.0|90.0|95.0|99.0|100|100", cells);
        Assert.Contains("all|101|1 (0.99 %)|10.0|51.0|91.0|96.1|100|2,000|2,000", cells);
        Assert.Contains("p95>50ms|96.06 ms|broken", cells);
        Assert.Contains("errors>50%|0.9901 %|kept", cells);
    }

    [Fact]
    public void The_page_draws_the_latency_over_time_and_by_percentile()
    {
        var pictures = Page(Result).Descendants().Where(element => element.Name.LocalName == "svg").ToArray();

        Assert.Equal(
            ["Latency over time, in milliseconds", "Requests a second over time", "Latency by percentile, in milliseconds"],
            pictures.Select(picture => picture.Attribute("aria-label")!.Value));
        var curves = pictures[0].Elements().Where(element => element.Name.LocalName == "polyline").ToArray();
        Assert.Equal(["curve p50", "curve p95", "curve p99"], curves.Select(curve => curve.Attribute("class")!.Value));

        // Two intervals; the second is at the top: higher, and so of a smaller y.
        double[][] points = [.. curves[2].Attribute("points")!.Value.Split(' ').Select(point => point.Split(',').Select(number => double.Parse(number, System.Globalization.CultureInfo.InvariantCulture)).ToArray())];
        Assert.Equal(2, points.Length);
        Assert.True(points[1][0] > points[0][0] && points[1][1] < points[0][1]);
        var last = pictures[2].Elements().Single(element => element.Name.LocalName == "polyline").Attribute("points")!.Value.Split(' ');
        Assert.Equal(201, last.Length);
    }

    [Fact]
    public void The_page_warns_of_what_casts_doubt()
    {
        var warnings = Page(Result).Descendants("p").Where(text => text.Attribute("class")?.Value == "warning").Select(text => text.Value).ToArray();

        Assert.Equal(Result.Doubts, warnings);
        Assert.Contains("3 arrivals were dropped, and are in no other figure: no room.", warnings);
    }

    [Fact]
    public void The_terminal_gets_the_same_table_and_says_which_threshold_broke()
    {
        var text = ConsoleReport.Write(Result);

        Assert.Matches(@"(?m)^<b>&cart +100 +1 \(1 %\) +9\.9 +50\.0 +90\.0 +95\.0 +99\.0 +100 +100$", text);
        Assert.Matches(@"(?m)^  read +100 ", text);
        Assert.Contains("BROKEN  p95>50ms: 96.06 ms", text, StringComparison.Ordinal);
        Assert.Contains("kept    errors>50%: 0.9901 %", text, StringComparison.Ordinal);
        Assert.Contains("WARNING: 3 arrivals were dropped", text, StringComparison.Ordinal);
        Assert.Contains("answers: 100 x 200, 1 x time-out", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_json_has_the_figures_for_programs()
    {
        using var json = JsonDocument.Parse(JsonReport.Write(Result));
        var root = json.RootElement;

        Assert.False(root.GetProperty("passed").GetBoolean());
        Assert.Equal(101, root.GetProperty("all").GetProperty("sent").GetInt32());
        Assert.Equal(95.0, root.GetProperty("scenarios").GetProperty("<b>&cart").GetProperty("all").GetProperty("percentiles").GetProperty("p95").GetDouble(), 0.1);
        Assert.Equal(100, root.GetProperty("scenarios").GetProperty("<b>&cart").GetProperty("steps").GetProperty("read").GetProperty("sent").GetInt32());
        Assert.Equal(3, root.GetProperty("dropped").GetProperty("no room").GetInt32());
        Assert.Equal([0.0, 8.0], root.GetProperty("intervals").EnumerateArray().Select(interval => interval.GetProperty("start").GetDouble()));
        Assert.Equal("p95>50ms", root.GetProperty("thresholds")[0].GetProperty("threshold").GetString());
        Assert.True(root.GetProperty("thresholds")[0].GetProperty("isBroken").GetBoolean());
    }

    [Fact]
    public void A_load_that_measured_nothing_is_reported_as_such()
    {
        var nothing = Result with { Summary = new Measurements(TimeProvider.System, TimeSpan.Zero, TimeSpan.FromSeconds(10)).Sum(TimeSpan.Zero) };

        Assert.Contains("WARNING: Nothing was measured.", ConsoleReport.Write(nothing), StringComparison.Ordinal);
        Assert.Contains(Page(nothing).Descendants("p"), text => text.Value == "Nothing was measured.");
        JsonDocument.Parse(JsonReport.Write(nothing)).Dispose();
    }

    private static XDocument Page(LoadResult result)
    {
        var text = HtmlReport.Write(result);
        Assert.StartsWith("<!DOCTYPE html>\n<html", text, StringComparison.Ordinal);
        return XDocument.Parse(text);
    }

    // 100 requests of 1 to 100 ms, of which one gets no answer, and a slow one later.
    private static LoadResult Create()
    {
        var settings = new LoadSettings
        {
            Urls = [new UrlRequest(new Uri("http://a/?b=1&c=<2>"))],
            WarmUp = TimeSpan.Zero,
            Thresholds = [ThresholdText.Parse("p95>50ms"), ThresholdText.Parse("errors>50%")],
        };
        var log = new Measurements(TimeProvider.System, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        for (var number = 1; number <= 100; number++)
            Add(log, new Step("<b>&cart", "read"), TimeSpan.Zero, number, number == 50 ? 0 : 200);

        Add(log, new Step("slow"), TimeSpan.FromSeconds(8), 2_000, 200);
        for (var number = 0; number < 3; number++)
            log.Drop(TimeSpan.FromSeconds(1), "no room");

        var generator = new GeneratorFigures(0.5, 2, TimeSpan.FromMilliseconds(80), TimeSpan.FromMilliseconds(90));
        return new LoadResult(settings, DateTimeOffset.UnixEpoch, log.Sum(TimeSpan.FromSeconds(10)), generator, IsInterrupted: false);
    }

    private static void Add(Measurements log, Step step, TimeSpan start, double milliseconds, int status)
    {
        log.Begin(start);
        log.Add(new LoadSample(step, start, TimeSpan.FromMilliseconds(milliseconds), status, SaysWhenToRetry: false) { Failure = status == 0 ? FailureKind.TimeOut : null });
    }
}
