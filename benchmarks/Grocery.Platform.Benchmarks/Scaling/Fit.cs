namespace Grocery.Platform.Benchmarks.Scaling;

/// <summary>
/// The slope of a line through the points on logarithmic axes, by least squares: 0 is a cost that does not grow, 1 one that grows as fast as
/// the size, 2 one that grows with its square.
/// </summary>
/// <param name="Slope">The slope of all points.</param>
/// <param name="EndSlope">The slope of the upper half of them, where a part that grows faster than the rest shows first.</param>
internal sealed record Fit(double Slope, double EndSlope)
{
    public const double Flat = 0.15;
    public const double Linear = 1.1;

    // Fewer points, so more of the noise; and what no longer fits the processor's caches costs a little more each.
    public const double FlatEnd = 0.35;
    public const double LinearEnd = 1.5;

    private const int FewestAtEnd = 3;

    public Shape Shape =>
        Slope <= Flat && EndSlope <= FlatEnd ? Shape.Flat
        : Slope <= Linear && EndSlope <= LinearEnd ? Shape.Linear
        : Shape.Superlinear;

    /// <exception cref="ArgumentException">There are fewer than two points, or two of one size.</exception>
    public static Fit Of(IReadOnlyList<ScalingPoint> points)
    {
        if (points.Count < 2 || points.DistinctBy(point => point.Size).Count() != points.Count)
            throw new ArgumentException("A fit needs two or more points, each of another size.", nameof(points));

        var ordered = points.OrderBy(point => point.Size).ToArray();
        var end = Math.Min(ordered.Length, Math.Max(FewestAtEnd, (ordered.Length + 1) / 2));
        return new Fit(SlopeOf(ordered), SlopeOf(ordered[^end..]));
    }

    private static double SlopeOf(ScalingPoint[] points)
    {
        // Nothing at all has no logarithm. One byte or nanosecond is as little.
        var x = Array.ConvertAll(points, point => Math.Log(point.Size));
        var y = Array.ConvertAll(points, point => Math.Log(Math.Max(1, point.Value)));
        var (meanX, meanY) = (x.Average(), y.Average());
        return x.Zip(y, (left, right) => (left - meanX) * (right - meanY)).Sum() / x.Sum(left => (left - meanX) * (left - meanX));
    }
}
