using System.Globalization;

namespace Grocery.Platform.Observability.Metrics;

/// <summary>The edges of histogram buckets: as text, and with one more among them.</summary>
internal static class HistogramEdges
{
    public const string Rule = "at least one number, ascending, with commas between, such as 0.05, 0.1, 0.3";

    /// <summary>Reads edges; <see langword="null"/> when the text breaks <see cref="Rule"/>.</summary>
    public static double[]? Parse(string? text)
    {
        var parts = (text ?? "").Split(',', StringSplitOptions.TrimEntries);
        var edges = new double[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (!double.TryParse(parts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out edges[i]) || !double.IsFinite(edges[i]))
                return null;
            if (i > 0 && edges[i] <= edges[i - 1])
                return null;
        }

        return edges;
    }

    public static double[] With(double edge, IEnumerable<double> edges) => [.. edges.Append(edge).Distinct().Order()];
}
