using System.Xml.Linq;

namespace Grocery.Load.Reports;

/// <summary>Draws lines over a grid. No scripts, nothing from elsewhere.</summary>
internal sealed class SvgPlot
{
    public const int Width = 960;

    private const int Left = 64;
    private const int Right = 16;
    private const int Top = 12;
    private const int Bottom = 28;
    private const int Lines = 4;
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private readonly int _height;
    private readonly double _maxX;
    private readonly double _maxY;
    private readonly XElement _root;

    /// <param name="label">What the picture shows, for who can not see it.</param>
    /// <param name="height">In pixels.</param>
    /// <param name="maxX">The largest value to the right.</param>
    /// <param name="maxY">The largest value upwards.</param>
    public SvgPlot(string label, int height, double maxX, double maxY)
    {
        (_height, _maxX, _maxY) = (height, maxX > 0 ? maxX : 1, RoundUp(maxY));
        _root = new XElement(Svg + "svg", new XAttribute("viewBox", $"0 0 {Width} {height}"), new XAttribute("role", "img"), new XAttribute("aria-label", label));
        for (var line = 0; line <= Lines; line++)
            AddGridLine(_maxY * line / Lines);
    }

    public XElement Element => _root;

    public void AddMark(double x, string text)
    {
        AddLine(X(x), Y(0), X(x), Y(0) + 4, "grid");
        AddText(X(x), _height - 8, "middle", text);
    }

    public void AddCurve(string style, IReadOnlyList<(double X, double Y)> points)
    {
        if (points.Count == 0)
            return;

        // A single point is no line, but a dot when its ends are round.
        var all = points.Count == 1 ? [points[0], points[0]] : points;
        _root.Add(new XElement(
            Svg + "polyline",
            new XAttribute("class", $"curve {style}"),
            new XAttribute("points", string.Join(' ', all.Select(point => ReportText.Text($"{X(point.X):0.#},{Y(point.Y):0.#}"))))));
    }

    public void AddBar(string style, double from, double to, double height)
    {
        if (height <= 0)
            return;

        _root.Add(new XElement(
            Svg + "rect",
            new XAttribute("class", style),
            Number("x", X(from)),
            Number("y", Y(height)),
            Number("width", Math.Max(1, X(to) - X(from) - 1)),
            Number("height", Y(0) - Y(height))));
    }

    private void AddGridLine(double value)
    {
        AddLine(Left, Y(value), Width - Right, Y(value), "grid");
        AddText(Left - 8, Y(value) + 4, "end", ReportText.Text($"{value:#,0.##}"));
    }

    private void AddLine(double x1, double y1, double x2, double y2, string style) => _root.Add(new XElement(
        Svg + "line", new XAttribute("class", style), Number("x1", x1), Number("y1", y1), Number("x2", x2), Number("y2", y2)));

    private void AddText(double x, double y, string anchor, string text) =>
        _root.Add(new XElement(Svg + "text", new XAttribute("text-anchor", anchor), Number("x", x), Number("y", y), text));

    private static XAttribute Number(string name, double value) => new(name, ReportText.Text($"{value:0.#}"));

    private double X(double x) => Left + ((Width - Left - Right) * x / _maxX);

    private double Y(double y) => _height - Bottom - ((_height - Top - Bottom) * Math.Min(y, _maxY) / _maxY);

    // To 1, 2, 4 or 8 times a power of ten, so that the grid has even values.
    private static double RoundUp(double value)
    {
        if (value <= 0)
            return 1;

        var power = Math.Pow(10, Math.Floor(Math.Log10(value)));
        return power * new[] { 1, 2, 4, 8, 10 }.First(factor => factor * power >= value * (1 - 1e-9));
    }
}
