using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Observability.Logging.Output;

/// <summary>Lines that wait to be written, in one growing array. Guarded by the lock of its owner.</summary>
internal sealed class PendingLines(int capacity)
{
    private const int SmallestArray = 64 * 1024;
    private const int QuietBatches = 200;

    private int _quietBatches;
    private byte[] _bytes = new byte[Math.Min(SmallestArray, capacity)];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    /// <summary>Adds a line, unless what is left of the room is kept for more important ones.</summary>
    public bool TryAdd(ReadOnlySpan<byte> line, LogLevel level)
    {
        var needed = Length + line.Length;
        if (needed > RoomFor(level))
            return false;

        if (needed > _bytes.Length)
            Array.Resize(ref _bytes, Math.Min(capacity, Math.Max(_bytes.Length * 2, needed)));

        line.CopyTo(_bytes.AsSpan(Length));
        Length = needed;
        return true;
    }

    /// <summary>Forgets the lines, and an array that a burst has made large when it was hardly used for a while.</summary>
    public void Clear()
    {
        _quietBatches = Length * 4 < _bytes.Length ? _quietBatches + 1 : 0;
        Length = 0;
        if (_bytes.Length == SmallestArray || _quietBatches < QuietBatches)
            return;

        _bytes = new byte[SmallestArray];
        _quietBatches = 0;
    }

    private int RoomFor(LogLevel level) => level switch
    {
        <= LogLevel.Debug => capacity / 2,
        LogLevel.Information => capacity / 4 * 3,
        LogLevel.Warning => capacity / 8 * 7,
        _ => capacity,
    };
}
