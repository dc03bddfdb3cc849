namespace Grocery.Platform.Comparison.Results;

/// <summary>Says whether a heap grows with the requests.</summary>
internal static class HeapGrowth
{
    /// <summary>
    /// Gets by how much the live heap grew after the first tenth of the requests: by its trend (least squares) or from the first sample to the last, whichever
    /// is more. A trend alone would hide a jump at the end, two samples alone a slow leak that one collection happened to hide.
    /// </summary>
    /// <param name="samples">How many requests there had been, and the live bytes then.</param>
    /// <exception cref="ArgumentException">There are fewer than three after the first tenth.</exception>
    public static double AfterFirstTenth(IReadOnlyList<(double Requests, double Bytes)> samples)
    {
        var rest = samples.Where(sample => sample.Requests >= samples[^1].Requests / 10).ToArray();
        if (rest.Length < 3)
            throw new ArgumentException("A trend needs three samples after the first tenth.", nameof(samples));

        var trend = Statistics.Slope(rest) * (rest[^1].Requests - rest[0].Requests);
        return Math.Max(trend, rest[^1].Bytes - rest[0].Bytes);
    }
}
