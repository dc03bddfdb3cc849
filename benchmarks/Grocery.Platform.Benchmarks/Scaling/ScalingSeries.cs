namespace Grocery.Platform.Benchmarks.Scaling;

/// <summary>One quantity of one operation, at each size.</summary>
/// <param name="Operation">What was done.</param>
/// <param name="Quantity">What was measured.</param>
/// <param name="Wanted">The worst shape that is good enough.</param>
/// <param name="Points">The medians.</param>
internal sealed record ScalingSeries(string Operation, Quantity Quantity, Shape Wanted, IReadOnlyList<ScalingPoint> Points)
{
    public Fit Fit { get; } = Fit.Of(Points);

    /// <summary>Gets a value indicating whether the cost grows faster than is wanted.</summary>
    public bool IsWorse => Fit.Shape > Wanted;
}
