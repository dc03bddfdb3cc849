using System.Numerics;

namespace Grocery.Platform.Resilience.Destinations;

/// <summary>
/// How long the latest successful attempts took, in buckets that are 9 % wide: enough to know the 95th percentile. Lock-free;
/// every <see cref="Memory"/> attempts what is old counts half.
/// </summary>
internal sealed class Latencies
{
    /// <summary>The attempts from which on there is a percentile.</summary>
    public const int Enough = 100;

    private const int Memory = 1_000;
    private const int BucketsPerDoubling = 8;

    // From 2^10 ns (a microsecond) to 2^42 ns (over an hour).
    private const int FirstDoubling = 10;
    private const int Doublings = 32;

    private readonly int[] _buckets = new int[Doublings * BucketsPerDoubling];
    private int _sinceHalving;

    public void Add(TimeSpan duration)
    {
        Interlocked.Increment(ref _buckets[BucketOf(duration)]);
        if (Interlocked.Increment(ref _sinceHalving) != Memory)
            return;

        Volatile.Write(ref _sinceHalving, 0);
        foreach (ref var bucket in _buckets.AsSpan())
            Interlocked.Add(ref bucket, -(Volatile.Read(ref bucket) / 2));
    }

    /// <summary>Finds the duration within which a part of the attempts ended, or <see langword="null"/> while there are too few.</summary>
    public TimeSpan? Percentile(double part)
    {
        var total = 0L;
        foreach (ref var bucket in _buckets.AsSpan())
            total += Volatile.Read(ref bucket);
        if (total < Enough)
            return null;

        var left = part * total;
        for (var i = 0; i < _buckets.Length; i++)
        {
            left -= Volatile.Read(ref _buckets[i]);
            if (left <= 0)
                return UpperEndOf(i);
        }

        return UpperEndOf(_buckets.Length - 1);
    }

    private static int BucketOf(TimeSpan duration)
    {
        var nanoseconds = (ulong)Math.Max(1L << FirstDoubling, duration.Ticks * TimeSpan.NanosecondsPerTick);
        var doubling = BitOperations.Log2(nanoseconds);
        var part = (int)((nanoseconds - (1UL << doubling)) * BucketsPerDoubling >> doubling);
        return Math.Min(((doubling - FirstDoubling) * BucketsPerDoubling) + part, (Doublings * BucketsPerDoubling) - 1);
    }

    private static TimeSpan UpperEndOf(int bucket)
    {
        var (doubling, part) = Math.DivRem(bucket, BucketsPerDoubling);
        var nanoseconds = (1L << (doubling + FirstDoubling)) * (BucketsPerDoubling + part + 1) / BucketsPerDoubling;
        return TimeSpan.FromTicks(nanoseconds / TimeSpan.NanosecondsPerTick);
    }
}
