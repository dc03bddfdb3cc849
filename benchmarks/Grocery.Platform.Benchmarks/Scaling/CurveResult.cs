namespace Grocery.Platform.Benchmarks.Scaling;

/// <summary>What was measured of one curve.</summary>
/// <param name="Name">Its name, also that of its file.</param>
/// <param name="Title">Against what the cost stands.</param>
/// <param name="Axis">What the sizes count.</param>
/// <param name="Note">What a reader has to know of it.</param>
/// <param name="Series">The costs.</param>
internal sealed record CurveResult(string Name, string Title, string Axis, string Note, IReadOnlyList<ScalingSeries> Series)
{
    /// <summary>Gets the verdict in words: the shape of each operation, that of its time and its bytes, whichever is worse.</summary>
    public string Verdict => string.Join("; ", Series
        .GroupBy(series => series.Operation, series => series.Fit.Shape)
        .GroupBy(operation => operation.Max(), operation => operation.Key)
        .OrderBy(same => same.Key)
        .Select(same => $"{ScalingText.NameOf(same.Key)}: {string.Join(", ", same)}"));

    public bool IsWorse => Series.Any(series => series.IsWorse);
}
