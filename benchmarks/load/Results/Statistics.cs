namespace Grocery.Platform.Comparison.Results;

internal static class Statistics
{
    /// <exception cref="ArgumentException">There is no value.</exception>
    public static Spread SpreadOf(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        if (sorted.Length == 0)
            throw new ArgumentException("Nothing was measured.", nameof(values));

        return new Spread(sorted[0], (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2, sorted[^1]);
    }

    /// <summary>Gets the spread of the ratios, each to what the other one did in the same round.</summary>
    /// <exception cref="ArgumentException">They have different numbers of rounds, or the other one has a zero.</exception>
    public static Spread RatioOf(IReadOnlyList<double> values, IReadOnlyList<double> others)
    {
        if (values.Count != others.Count)
            throw new ArgumentException($"{values.Count} rounds do not pair with {others.Count}.", nameof(others));
        if (others.Contains(0))
            throw new ArgumentException("There is no ratio to nothing.", nameof(others));

        return SpreadOf(values.Zip(others, (value, other) => value / other));
    }

    /// <summary>Gets the slope of the line that is nearest to the points by least squares.</summary>
    /// <exception cref="ArgumentException">All points have the same X, or there is none.</exception>
    public static double Slope(IReadOnlyCollection<(double X, double Y)> points)
    {
        var (meanX, meanY) = (points.Select(point => point.X).DefaultIfEmpty().Average(), points.Select(point => point.Y).DefaultIfEmpty().Average());
        var width = points.Sum(point => (point.X - meanX) * (point.X - meanX));
        return width > 0
            ? points.Sum(point => (point.X - meanX) * (point.Y - meanY)) / width
            : throw new ArgumentException("A slope needs points that stand apart.", nameof(points));
    }
}
