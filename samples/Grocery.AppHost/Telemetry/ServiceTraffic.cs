namespace Grocery.AppHost.Telemetry;

/// <summary>What one service answered in the last minutes, in slots of time. Not safe for concurrent use.</summary>
internal sealed class ServiceTraffic
{
    public const int Slots = 150;
    public static readonly TimeSpan SlotLength = TimeSpan.FromSeconds(2);

    /// <summary>Services export every two seconds and need a moment: what is younger is not complete.</summary>
    public static readonly TimeSpan Lag = TimeSpan.FromSeconds(4);

    private const double ShareBelow = 0.95;

    // One p95 is taken of several slots, or a single slow request would be one.
    private const int SlotsPerQuantile = 5;
    private const int Spare = 8;

    private readonly TrafficSlot[] _slots = [.. Enumerable.Range(0, Slots + Spare).Select(_ => new TrafficSlot())];
    private double[] _bounds = [];

    public static long SlotOf(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks / SlotLength.Ticks;

    /// <summary>Spreads what was counted evenly over the time in which it was.</summary>
    public void Add(DateTimeOffset from, DateTimeOffset to, ReadOnlySpan<double> counts, double[] bounds, bool isError)
    {
        _bounds = bounds;
        var (first, last) = (SlotOf(from), SlotOf(to));
        for (var number = Math.Max(first, last - Slots); number <= last; number++)
        {
            var share = from >= to ? 1 : Overlap(number, from, to) / (to - from).Ticks;
            if (share > 0)
                _slots[number % _slots.Length].Add(number, counts, share, isError);
        }
    }

    public TrafficReading Read(DateTimeOffset now)
    {
        var last = SlotOf(now - Lag) - 1;
        var slots = new TrafficSlot?[Slots];
        for (var index = 0; index < Slots; index++)
        {
            var number = last - (Slots - 1) + index;
            slots[index] = number >= 0 && _slots[number % _slots.Length] is var slot && slot.Number == number ? slot : null;
        }

        return new TrafficReading(
            [.. slots.Select(slot => Math.Round((slot?.Requests ?? 0) / SlotLength.TotalSeconds, 2))],
            [.. slots.Select(slot => slot is { Requests: > 0 } ? Math.Round(slot.Errors / slot.Requests, 4) : (double?)null)],
            [.. Enumerable.Range(1, Slots).Select(end => Milliseconds(slots.AsSpan(Math.Max(0, end - SlotsPerQuantile)..end)))]);
    }

    private static double Overlap(long number, DateTimeOffset from, DateTimeOffset to)
    {
        var start = DateTimeOffset.UnixEpoch + (number * SlotLength);
        var end = start + SlotLength;
        return ((end < to ? end : to) - (start > from ? start : from)).Ticks;
    }

    private double? Milliseconds(ReadOnlySpan<TrafficSlot?> slots)
    {
        var counts = new double[_bounds.Length + 1];
        foreach (var slot in slots)
        {
            // Buckets with other bounds are of a process that was configured differently.
            for (var bucket = 0; slot?.Buckets.Length == counts.Length && bucket < counts.Length; bucket++)
                counts[bucket] += slot.Buckets[bucket];
        }

        return Quantile.Of(ShareBelow, _bounds, counts) is { } seconds ? Math.Round(seconds * 1000, 1) : null;
    }
}
