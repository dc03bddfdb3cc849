using System.Collections.Concurrent;

namespace Grocery.Platform.Config.Flags.Telemetry;

/// <summary>The flags of which a span has been told. Safe for concurrent use; must not be copied.</summary>
internal struct ToldFlags
{
    private const int Bits = 64;

    private ulong _first;
    private ConcurrentDictionary<int, bool>? _rest;

    /// <summary>Says whether the span has not been told of a flag yet, and takes note of it.</summary>
    /// <param name="flag">The number of the flag.</param>
    public bool IsFirst(int flag)
    {
        if (flag >= Bits)
            return (Volatile.Read(ref _rest) ?? Interlocked.CompareExchange(ref _rest, new(), null) ?? _rest).TryAdd(flag, true);

        var bit = 1UL << flag;
        return (Volatile.Read(ref _first) & bit) == 0 && (Interlocked.Or(ref _first, bit) & bit) == 0;
    }
}
