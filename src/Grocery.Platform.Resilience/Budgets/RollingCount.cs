namespace Grocery.Platform.Resilience.Budgets;

/// <summary>
/// Counts what happened within a sliding window of <see cref="Slots"/> slots. Lock-free: each slot is one word, the number of its
/// turn above its count, so that whoever comes first in a new turn starts it at one.
/// </summary>
internal sealed class RollingCount
{
    public const int Slots = 10;

    private readonly long[] _slots = new long[Slots];
    private readonly long _slotLength;

    /// <param name="window">The length of the window, in the ticks of the clock that gives the times.</param>
    public RollingCount(long window) => _slotLength = Math.Max(1, window / Slots);

    /// <summary>Adds to the slot of a time; a negative number takes back.</summary>
    public void Add(long now, int count)
    {
        var turn = TurnOf(now);
        ref var slot = ref _slots[turn % Slots];
        var seen = Volatile.Read(ref slot);
        while (true)
        {
            // Of a thread that stood still for a whole window.
            if (seen != 0 && (int)((uint)(seen >> 32) - turn) > 0)
                return;

            var current = (uint)(seen >> 32) == turn ? (uint)seen : 0;
            var next = ((long)turn << 32) | (uint)Math.Max(0, current + count);
            var found = Interlocked.CompareExchange(ref slot, next, seen);
            if (found == seen)
                return;

            seen = found;
        }
    }

    public long Sum(long now)
    {
        var turn = TurnOf(now);
        var sum = 0L;
        for (var i = 0; i < Slots; i++)
        {
            var slot = Volatile.Read(ref _slots[i]);
            if (turn - (uint)(slot >> 32) < Slots)
                sum += (uint)slot;
        }

        return sum;
    }

    // It wraps round after years of uptime, and the window in which it does loses counts.
    private uint TurnOf(long now) => (uint)(now / _slotLength);
}
