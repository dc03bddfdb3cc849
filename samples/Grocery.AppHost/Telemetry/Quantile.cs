namespace Grocery.AppHost.Telemetry;

/// <summary>Estimates a quantile from the buckets of a histogram.</summary>
internal static class Quantile
{
    /// <summary>Estimates it as Prometheus does: evenly spread within a bucket, and never past the last bound.</summary>
    /// <param name="bounds">The upper bounds of all buckets but the last.</param>
    /// <param name="counts">The measurements in each bucket, one more than the bounds.</param>
    /// <returns><see langword="null"/> when nothing was measured.</returns>
    public static double? Of(double share, ReadOnlySpan<double> bounds, ReadOnlySpan<double> counts)
    {
        var total = 0.0;
        foreach (var count in counts)
            total += count;
        if (total <= 0 || bounds.IsEmpty)
            return null;

        var rank = share * total;
        var below = 0.0;
        for (var bucket = 0; bucket < bounds.Length; bucket++)
        {
            var count = counts[bucket];
            if (count > 0 && below + count >= rank)
            {
                var lower = bucket == 0 ? 0 : bounds[bucket - 1];
                return lower + ((bounds[bucket] - lower) * ((rank - below) / count));
            }

            below += count;
        }

        return bounds[^1];
    }
}
