using System.Numerics;

namespace Grocery.Load.Figures;

/// <summary>
/// Counts latencies in buckets whose width grows with the value (HDR: high dynamic range), so that memory stays small however many there are. A percentile
/// is the upper end of its bucket, never too low, and too high by at most <see cref="RelativeError"/> of it or a microsecond. Not safe for concurrent use.
/// </summary>
/// <param name="precision">The bits of a value that are kept: 2 to 16.</param>
internal sealed class LatencyHistogram(int precision = LatencyHistogram.FinePrecision)
{
    /// <summary>A relative error under 0.1 %.</summary>
    public const int FinePrecision = 11;

    /// <summary>A relative error under 0.8 %, in an eighth of the memory.</summary>
    public const int CoarsePrecision = 8;

    private readonly int _half = 1 << (precision - 1);
    private long[] _counts = [];
    private double _sum;

    public long Count { get; private set; }

    public TimeSpan Max { get; private set; }

    public TimeSpan Mean => Count == 0 ? TimeSpan.Zero : TimeSpan.FromMicroseconds(_sum / Count);

    public double RelativeError => 1.0 / _half;

    /// <summary>Counts a latency; a negative one, which a clock can not give, counts as none at all.</summary>
    public void Add(TimeSpan latency)
    {
        var microseconds = Math.Max(0, (long)Math.Ceiling(latency.TotalMicroseconds));
        AddCount(IndexOf(microseconds), 1);
        _sum += latency.TotalMicroseconds;
        if (latency > Max)
            Max = latency;
    }

    /// <summary>Adds all that another one of the same precision has counted.</summary>
    public void Add(LatencyHistogram other)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(other._half, _half);
        for (var index = 0; index < other._counts.Length; index++)
            AddCount(index, other._counts[index]);

        _sum += other._sum;
        if (other.Max > Max)
            Max = other.Max;
    }

    /// <summary>Gets the latency that a share of all do not exceed, from 0 to 1.</summary>
    public TimeSpan Percentile(double share)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(share);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(share, 1);

        // A product such as 0.999 * 1,000 is a little more than the whole number that it should be.
        var rank = Math.Max(1, (long)Math.Ceiling((share * Count) - 1e-6));
        var seen = 0L;
        for (var index = 0; index < _counts.Length; index++)
        {
            seen += _counts[index];
            if (seen >= rank && TimeSpan.FromMicroseconds(HighestOf(index)) is var highest)
                return highest < Max ? highest : Max;
        }

        return TimeSpan.Zero;
    }

    private void AddCount(int index, long count)
    {
        if (count == 0)
            return;

        if (index >= _counts.Length)
            Array.Resize(ref _counts, index + _half);

        _counts[index] += count;
        Count += count;
    }

    // Values under twice the half have a bucket each; above, every doubling has as many buckets as the half.
    private int IndexOf(long value)
    {
        var shift = Math.Max(0, BitOperations.Log2((ulong)value) - precision + 1);
        return (shift * _half) + (int)(value >> shift);
    }

    private long HighestOf(int index)
    {
        var shift = Math.Max(0, (index / _half) - 1);
        return ((long)(index - (shift * _half)) << shift) + (1L << shift) - 1;
    }
}
