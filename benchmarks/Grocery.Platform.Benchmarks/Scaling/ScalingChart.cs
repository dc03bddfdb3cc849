using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Legends;
using OxyPlot.Series;

namespace Grocery.Platform.Benchmarks.Scaling;

/// <summary>Draws a curve on logarithmic axes: times with solid lines, bytes with dashed ones.</summary>
internal static class ScalingChart
{
    private const string TimeAxis = "time";
    private const string BytesAxis = "bytes";

    private static readonly OxyColor[] Colors =
        [OxyColor.FromRgb(0, 90, 181), OxyColor.FromRgb(213, 94, 0), OxyColor.FromRgb(0, 130, 90), OxyColor.FromRgb(140, 60, 150), OxyColor.FromRgb(90, 90, 90)];

    public static void Write(CurveResult curve, Stream stream)
    {
        var model = new PlotModel
        {
            Title = curve.Title,
            Subtitle = curve.Verdict,
            TitleFontSize = 16,
            TitleFontWeight = FontWeights.Normal,
            SubtitleFontSize = 11,
            Background = OxyColors.White,
            Padding = new OxyThickness(24, 16, 24, 8),

            // Of all fonts of this kind the characters are equally wide, so that texts fit also where a viewer has another one.
            DefaultFont = "Courier New",
        };
        model.Legends.Add(new Legend { LegendPlacement = LegendPlacement.Outside, LegendPosition = LegendPosition.BottomLeft, LegendOrientation = LegendOrientation.Vertical });
        model.Axes.Add(Axis(AxisPosition.Bottom, curve.Axis, "sizes"));
        model.Axes.Add(Axis(AxisPosition.Left, "time of one, ns", TimeAxis));
        model.Axes.Add(Axis(AxisPosition.Right, "bytes", BytesAxis));

        string[] operations = [.. curve.Series.Select(series => series.Operation).Distinct()];
        foreach (var series in curve.Series)
            model.Series.Add(Line(series, Colors[Array.IndexOf(operations, series.Operation) % Colors.Length]));

        new SvgExporter { Width = 900, Height = 640 }.Export(model, stream);
    }

    private static LogarithmicAxis Axis(AxisPosition position, string title, string key) => new()
    {
        Position = position,
        Title = title,
        Key = key,
        AbsoluteMinimum = 0.1,
        AxisTitleDistance = 16,
        UseSuperExponentialFormat = false,
        StringFormat = "#,##0.#",
        MajorGridlineStyle = position == AxisPosition.Right ? LineStyle.None : LineStyle.Dot,
        MaximumPadding = 0.05,
        MinimumPadding = 0.05,
    };

    private static LineSeries Line(ScalingSeries series, OxyColor color)
    {
        var line = new LineSeries
        {
            Title = $"{series.Operation}, {ScalingText.NameOf(series.Quantity)} ({ScalingText.NameOf(series.Fit.Shape)})",
            YAxisKey = series.Quantity == Quantity.Time ? TimeAxis : BytesAxis,
            XAxisKey = "sizes",
            Color = color,
            LineStyle = series.Quantity == Quantity.Time ? LineStyle.Solid : LineStyle.Dash,
            MarkerType = series.Quantity == Quantity.Time ? MarkerType.Circle : MarkerType.Square,
            MarkerSize = 3,
        };

        // Nothing has no place on a logarithmic axis; one byte is drawn in its stead.
        line.Points.AddRange(series.Points.Select(point => new DataPoint(point.Size, Math.Max(1, point.Value))));
        return line;
    }
}
