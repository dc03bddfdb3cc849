using System.Globalization;
using Grocery.Platform.Comparison.Results;
using OxyPlot;
using OxyPlot.Annotations;
using OxyPlot.Axes;
using OxyPlot.Series;

namespace Grocery.Platform.Comparison.Reports;

/// <summary>Draws what was measured.</summary>
internal static class Charts
{
    private const int Width = 800;
    private const int RowHeight = 30;
    private const int Margin = 110;
    private const double BarWidth = 0.6;
    private const int LetterWidth = 8;
    private const int TitleDistance = 12;
    private static readonly OxyColor Platform = OxyColor.FromRgb(0x1f, 0x6f, 0xb5);
    private static readonly OxyColor Other = OxyColor.FromRgb(0xa9, 0xb4, 0xbe);
    private static readonly OxyColor Ink = OxyColor.FromRgb(0x22, 0x22, 0x22);

    /// <summary>Draws a bar a row, the median, which stands beside its name, and a line from the lowest to the highest round.</summary>
    /// <param name="title">What it shows.</param>
    /// <param name="axis">What the axis counts, with its unit.</param>
    /// <param name="rows">From the top.</param>
    /// <param name="mark">Where a dashed line stands, such as 1 for what all are compared with.</param>
    public static string Bars(string title, string axis, IReadOnlyList<(string Name, Spread Value)> rows, double? mark = null)
    {
        var model = Create(title);
        model.Axes.Add(new LinearAxis
        {
            Position = AxisPosition.Bottom,
            Title = axis,
            AxisTitleDistance = TitleDistance,
            Minimum = 0,
            Maximum = Math.Max(mark ?? 0, rows.Max(row => row.Value.Highest)) is > 0 and var most ? most * 1.1 : 1,
            MajorGridlineStyle = LineStyle.Solid,
            MajorGridlineColor = OxyColors.WhiteSmoke,
        });
        string[] names = [.. rows.Select(row => $"{row.Name}  {row.Value.Median.ToString(row.Value.Median is < 100 and not 0 ? "0.00" : "#,0", CultureInfo.InvariantCulture)}")];
        model.Axes.Add(new CategoryAxis { Position = AxisPosition.Left, StartPosition = 1, EndPosition = 0, ItemsSource = names });

        // The exporter does not know how wide the letters of the reader are.
        model.PlotMargins = new OxyThickness(names.Max(name => name.Length) * LetterWidth, double.NaN, double.NaN, double.NaN);
        var bars = new BarSeries { BarWidth = BarWidth };
        model.Series.Add(bars);
        for (var row = 0; row < rows.Count; row++)
        {
            bars.Items.Add(new BarItem(rows[row].Value.Median) { Color = rows[row].Name.StartsWith("platform", StringComparison.Ordinal) ? Platform : Other });
            var range = new LineSeries { Color = Ink, StrokeThickness = 1.5 };
            range.Points.AddRange([new DataPoint(rows[row].Value.Lowest, row), new DataPoint(rows[row].Value.Highest, row)]);
            model.Series.Add(range);
        }

        if (mark is { } x)
            model.Annotations.Add(new LineAnnotation { Type = LineAnnotationType.Vertical, X = x, Color = Ink, LineStyle = LineStyle.Dash });

        return Export(model, Margin + (rows.Count * RowHeight));
    }

    /// <summary>Draws a line through points, from zero.</summary>
    public static string Line(string title, string xAxis, string yAxis, IEnumerable<(double X, double Y)> points)
    {
        var line = new LineSeries { Color = Platform, MarkerType = MarkerType.Circle, MarkerFill = Platform, MarkerSize = 3 };
        line.Points.AddRange(points.Select(point => new DataPoint(point.X, point.Y)));
        var model = Create(title);
        model.Series.Add(line);
        model.Axes.Add(new LinearAxis { Position = AxisPosition.Bottom, Title = xAxis, AxisTitleDistance = TitleDistance, Minimum = 0, StringFormat = "#,0.##" });
        model.Axes.Add(new LinearAxis
        {
            Position = AxisPosition.Left,
            Title = yAxis,
            AxisTitleDistance = TitleDistance,
            Minimum = 0,
            Maximum = line.Points.Max(point => point.Y) * 1.2,
            MajorGridlineStyle = LineStyle.Solid,
            MajorGridlineColor = OxyColors.WhiteSmoke,
        });
        return Export(model, height: 320);
    }

    private static PlotModel Create(string title) => new()
    {
        Title = title,
        TitleFontSize = 15,
        TitleFontWeight = FontWeights.Bold,
        TextColor = Ink,
        TitleColor = Ink,
        DefaultFontSize = 12,
        DefaultFont = "sans-serif",
        PlotAreaBorderThickness = new OxyThickness(1, 0, 0, 1),
        Padding = new OxyThickness(8, 8, 24, 8),
        Background = OxyColors.White,
    };

    private static string Export(PlotModel model, int height)
    {
        using var stream = new MemoryStream();
        new SvgExporter { Width = Width, Height = height, IsDocument = true }.Export(model, stream);
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }
}
