using System.Text.Json;
using System.Xml.Linq;
using Grocery.Platform.Benchmarks.Scaling;

namespace Grocery.Platform.Benchmarks.Tests.Scaling;

public sealed class ScalingReportTests
{
    private static readonly CurveResult Good = Some.Curve(
        Some.Series("a pick", Shape.Flat, _ => 80),
        Some.Series("a pick", Shape.Flat, _ => 0, Quantity.Allocated),
        Some.Series("all picks", Shape.Linear, size => 1_500 * size));

    private static readonly CurveResult Bad = Some.Curve(Some.Series("a pick", Shape.Flat, size => 80 * size));

    [Fact]
    public void The_verdict_names_the_shape_of_each_operation() => Assert.Equal("flat: a pick; linear: all picks", Good.Verdict);

    [Fact]
    public void An_operation_is_as_bad_as_its_worst_quantity()
    {
        var curve = Some.Curve(Some.Series("a pick", Shape.Flat, _ => 80), Some.Series("a pick", Shape.Flat, size => size, Quantity.Allocated));

        Assert.Equal("linear: a pick", curve.Verdict);
        Assert.True(curve.IsWorse);
    }

    [Fact]
    public void Only_a_shape_worse_than_wanted_is_worse()
    {
        Assert.False(Good.IsWorse);
        Assert.True(Bad.IsWorse);
    }

    [Fact]
    public void The_page_has_each_number_with_its_unit_its_slope_and_its_shape()
    {
        var page = new ScalingReport("Measured here", [Good]).Page();

        Assert.Contains("| a pick, time | 80.0 ns | 80.0 ns | 80.0 ns | 80.0 ns | 80.0 ns | 0.00; 0.00 | flat | flat |\n", page, StringComparison.Ordinal);
        Assert.Contains("| a pick, allocated | 0 B |", page, StringComparison.Ordinal);
        Assert.Contains("| all picks, time | 1.5 µs | 15.0 µs | 150 µs | 1.5 ms | 15.0 ms | 1.00; 1.00 | linear | linear |\n", page, StringComparison.Ordinal);
        Assert.Contains("![Picking apples](scaling-apples.svg)", page, StringComparison.Ordinal);
        Assert.DoesNotContain("**worse than wanted**", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_says_what_is_worse_than_wanted()
    {
        var page = new ScalingReport("Measured here", [Bad]).Page();

        Assert.Contains("**worse than wanted**; linear: a pick", page, StringComparison.Ordinal);
        Assert.Contains("| **linear** | flat |", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_json_has_what_the_page_has()
    {
        using var json = JsonDocument.Parse(new ScalingReport("Measured here", [Good]).Json());

        var series = json.RootElement.GetProperty("curves")[0].GetProperty("series")[2];
        Assert.Equal("linear", series.GetProperty("shape").GetString());
        Assert.Equal("ns", series.GetProperty("unit").GetString());
        Assert.Equal(1, series.GetProperty("slope").GetDouble());
        Assert.Equal(15_000_000, series.GetProperty("points")[4].GetProperty("value").GetDouble());
    }

    [Fact]
    public void The_chart_is_an_svg_with_the_verdict_the_units_and_a_line_for_each_series()
    {
        using var stream = new MemoryStream();

        ScalingChart.Write(Good, stream);

        stream.Position = 0;
        var svg = XDocument.Load(stream);
        var texts = svg.Descendants().Where(element => element.Name.LocalName == "text").Select(element => element.Value).ToArray();
        foreach (var text in (string[])["Picking apples", "flat: a pick; linear: all picks", "apples on a tree", "time of one, ns", "bytes", "all picks, time (linear)"])
            Assert.Contains(text, texts);
        var lines = svg.Descendants().Where(element => element.Name.LocalName == "polyline" && element.Attribute("points")!.Value.Split(' ').Length == 5);
        Assert.Equal(3, lines.Count());
    }

    [Fact]
    public void Page_json_and_charts_are_written_into_the_folder()
    {
        var folder = Directory.CreateTempSubdirectory("scaling").FullName;
        try
        {
            new ScalingReport("Measured here", [Good]).WriteTo(Path.Combine(folder, "new"));

            Assert.Equal(
                ["scaling-apples.svg", "scaling.json", "scaling.md"],
                Directory.GetFiles(Path.Combine(folder, "new")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
