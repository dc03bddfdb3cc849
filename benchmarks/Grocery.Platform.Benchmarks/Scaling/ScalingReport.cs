using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Grocery.Platform.Benchmarks.Scaling;

/// <summary>What a run has measured, as a page with tables, as JSON, and as one chart for each curve.</summary>
/// <param name="Machine">On what it was measured.</param>
/// <param name="Curves">The curves.</param>
internal sealed record ScalingReport(string Machine, IReadOnlyList<CurveResult> Curves)
{
    private static readonly JsonSerializerOptions JsonOptions = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Writes <c>scaling.md</c>, <c>scaling.json</c> and the charts <c>scaling-{curve}.svg</c>.</summary>
    public void WriteTo(string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "scaling.md"), Page());
        File.WriteAllText(Path.Combine(folder, "scaling.json"), Json());
        foreach (var curve in Curves)
        {
            using var file = File.Create(Path.Combine(folder, ChartOf(curve)));
            ScalingChart.Write(curve, file);
        }
    }

    /// <summary>Writes the page.</summary>
    public string Page()
    {
        var page = new StringBuilder("# Scaling\n\n");
        page.Append("Written by `dotnet run -c Release --project benchmarks/Grocery.Platform.Benchmarks -- scaling`; do not edit.\n\n");
        page.Append(CultureInfo.InvariantCulture, $"{Machine}. Each number is a median of rounds that go over all sizes in turn. The slope is that of a line\n");
        page.Append("through the points on logarithmic axes, by least squares, and beside it that of the upper half of the points: ");
        page.Append(CultureInfo.InvariantCulture, $"flat is at most\n{Fit.Flat} and {Fit.FlatEnd}, linear at most {Fit.Linear} and {Fit.LinearEnd}. The run fails when a shape is worse than the wanted one.\n\n");
        page.Append("| curve | verdict |\n|---|---|\n");
        foreach (var curve in Curves)
            page.Append(CultureInfo.InvariantCulture, $"| [{curve.Title}](#{curve.Name}) | {(curve.IsWorse ? "**worse than wanted**; " : "")}{curve.Verdict} |\n");

        foreach (var curve in Curves)
            Append(page, curve);

        return page.ToString();
    }

    /// <summary>Writes the numbers for machines.</summary>
    public string Json() => JsonSerializer.Serialize(
        new
        {
            Machine,
            Curves = Curves.Select(curve => new
            {
                curve.Name,
                curve.Axis,
                curve.Verdict,
                Series = curve.Series.Select(series => new
                {
                    series.Operation,
                    series.Quantity,
                    Unit = series.Quantity == Quantity.Time ? "ns" : "B",
                    series.Wanted,
                    series.Fit.Shape,
                    Slope = Math.Round(series.Fit.Slope, 3),
                    EndSlope = Math.Round(series.Fit.EndSlope, 3),
                    Points = series.Points.Select(point => new { point.Size, Value = Math.Round(point.Value, 1) }),
                }),
            }),
        },
        JsonOptions) + "\n";

    private static void Append(StringBuilder page, CurveResult curve)
    {
        int[] sizes = [.. curve.Series.SelectMany(series => series.Points).Select(point => point.Size).Distinct().Order()];
        page.Append(CultureInfo.InvariantCulture, $"\n## {curve.Name}\n\n{curve.Title}: **{curve.Verdict}**. {curve.Note}\n\n");
        page.Append(CultureInfo.InvariantCulture, $"![{curve.Title}]({ChartOf(curve)})\n\n");
        page.Append(CultureInfo.InvariantCulture, $"| operation | {string.Join(" | ", sizes.Select(ScalingText.SizeOf))} | slope; end | is | wanted |\n");
        page.Append(CultureInfo.InvariantCulture, $"|---|{string.Concat(sizes.Select(_ => "---|"))}---|---|---|\n");
        foreach (var series in curve.Series)
            Append(page, series, sizes);
    }

    private static void Append(StringBuilder page, ScalingSeries series, int[] sizes)
    {
        var values = series.Points.ToDictionary(point => point.Size, point => ScalingText.ValueOf(series.Quantity, point.Value));
        var cells = string.Join(" | ", sizes.Select(size => values.GetValueOrDefault(size, "")));
        var shape = ScalingText.NameOf(series.Fit.Shape);
        page.Append(
            CultureInfo.InvariantCulture,
            $"| {series.Operation}, {ScalingText.NameOf(series.Quantity)} | {cells} | {ScalingText.SlopeOf(series.Fit.Slope)}; {ScalingText.SlopeOf(series.Fit.EndSlope)} ");
        page.Append(CultureInfo.InvariantCulture, $"| {(series.IsWorse ? $"**{shape}**" : shape)} | {ScalingText.NameOf(series.Wanted)} |\n");
    }

    private static string ChartOf(CurveResult curve) => $"scaling-{curve.Name}.svg";
}
