using Grocery.Platform.Benchmarks.Scaling;

namespace Grocery.Platform.Benchmarks.Tests.Scaling;

/// <summary>Points and curves that nobody measured.</summary>
internal static class Some
{
    private static readonly int[] Sizes = [1, 10, 100, 1_000, 10_000];

    public static ScalingPoint[] Points(Func<double, double> cost) => [.. Sizes.Select(size => new ScalingPoint(size, cost(size)))];

    public static ScalingSeries Series(string operation, Shape wanted, Func<double, double> cost, Quantity quantity = Quantity.Time) =>
        new(operation, quantity, wanted, Points(cost));

    public static CurveResult Curve(params ScalingSeries[] series) => new("apples", "Picking apples", "apples on a tree", "A note.", series);
}
