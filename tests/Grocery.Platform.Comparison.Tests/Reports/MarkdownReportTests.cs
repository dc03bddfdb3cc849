using System.Xml.Linq;
using Grocery.Platform.Comparison.Reports;
using Grocery.Platform.Comparison.Results;
using Grocery.Platform.Comparison.Stacks;

namespace Grocery.Platform.Comparison.Tests.Reports;

public sealed class MarkdownReportTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("grocery-comparison-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void It_says_when_on_what_and_over_how_many_rounds_it_was_measured() =>
        Assert.Contains(
            "2026-11-22 12:34 UTC, rounds: 3 of 2 s each. AMD EPYC, 2 processors, 24 GB; Debian 12; .NET 10.0.12, server garbage collector; load average before: 0.07.",
            Report().ToString(),
            StringComparison.Ordinal);

    [Fact]
    public void A_ratio_is_that_of_the_same_round_with_its_spread()
    {
        var report = Report().ToString();

        Assert.Contains("| stack | requests a second (bare) | processor time a request (bare) |", report, StringComparison.Ordinal);
        Assert.Contains("| platform: the one line; 10 % | 0.80 / **0.90** / 1.00 | – |", report, StringComparison.Ordinal);
        Assert.Contains("| bare: no traces, metrics or logs | – | – | 100 / **1,000** / 1,000 |", report, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_target_is_listed_and_what_was_not_measured_says_so()
    {
        var report = Report().ToString();

        Assert.Contains("| platform: requests a second, against bare | at least 0.85 | 0.90 | met |", report, StringComparison.Ordinal);
        Assert.Contains("| platform: time to the first 200, against bare | at most 1.50 | not measured |  |", report, StringComparison.Ordinal);
        Assert.Equal(Target.All.Count, report.Split('\n').Count(line => line.Contains("| at ", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_chart_is_drawn_of_what_was_measured_and_of_nothing_else()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "load-cpu.svg"), "of an earlier run");

        Report().Write(_folder.FullName);

        Assert.Equal(["load-throughput.svg", "load.md"], _folder.EnumerateFiles().Select(file => file.Name).Order(StringComparer.Ordinal));
        Assert.Contains("![Requests a second at full load](load-throughput.svg)", File.ReadAllText(Path.Combine(_folder.FullName, "load.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_chart_has_a_title_an_axis_with_its_unit_a_white_ground_and_every_stack()
    {
        Report().Write(_folder.FullName);

        var svg = XDocument.Load(Path.Combine(_folder.FullName, "load-throughput.svg"));
        var texts = svg.Descendants().Where(element => element.Name.LocalName == "text").Select(element => element.Value.Trim()).ToArray();
        Assert.Equal("800", svg.Root!.Attribute("width")!.Value);
        Assert.Contains("Requests a second at full load", texts);
        Assert.Contains("times that of bare", texts);
        Assert.Contains(texts, text => text.StartsWith("platform", StringComparison.Ordinal) && text.EndsWith("0.90", StringComparison.Ordinal));
        Assert.Contains(svg.Descendants(), element => element.Name.LocalName == "rect" && ((string?)element.Attribute("fill") ?? (string?)element.Attribute("style") ?? "").Contains("rgb(255,255,255)", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void The_chart_of_a_soak_goes_through_its_samples()
    {
        var readings = new Readings();
        foreach (var (requests, heap) in new[] { (100_000, 4.0), (200_000, 4.1), (300_000, 4.1) })
        {
            readings.Add(Stack.Platform, Measure.SoakRequests, requests);
            readings.Add(Stack.Platform, Measure.LiveHeap, heap);
        }

        new MarkdownReport(new Dictionary<string, ExperimentResult> { ["soak"] = Result(readings) }).Write(_folder.FullName);

        var svg = XDocument.Load(Path.Combine(_folder.FullName, "soak.svg"));
        Assert.Contains(svg.Descendants(), element => element.Name.LocalName == "text" && element.Value.Trim() == "live heap in MB");
        Assert.Equal(3, svg.Descendants().Count(element => element.Name.LocalName is "ellipse" or "circle"));
    }

    private static MarkdownReport Report()
    {
        // In the last round the machine did something else.
        var readings = new Readings();
        foreach (var (bare, platform) in new[] { (1000, 800), (1000, 900), (100, 100) })
        {
            readings.Add(Stack.Bare, Measure.Throughput, bare);
            readings.Add(Stack.Platform, Measure.Throughput, platform);
        }

        return new MarkdownReport(new Dictionary<string, ExperimentResult> { ["load"] = Result(readings) });
    }

    private static ExperimentResult Result(Readings readings) =>
        new(new(2026, 11, 22, 12, 34, 0, TimeSpan.Zero), new("AMD EPYC", 2, 24, "Debian 12", ".NET 10.0.12", "server", 0.07), 3, 2, readings);
}
