using System.Buffers;
using Grocery.Platform.Observability.Logging.Output;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Observability.Logging.Buffering;

/// <summary>The memory of all request logs: pooled, and bounded for each and for all together. Safe for concurrent use.</summary>
internal sealed class RequestLogMemory(IOptions<LogBufferOptions> options, LogMetrics metrics)
{
    private const int Smallest = 4 * 1024;

    private readonly LogBufferOptions _options = options.Value;
    private long _rented;

    /// <summary>Gets how many bytes one request keeps at most.</summary>
    public int Size => _options.Size;

    /// <summary>Rents an array.</summary>
    /// <param name="needed">How many bytes it has to hold.</param>
    /// <param name="replaced">How many bytes are returned right after, which do not count until then.</param>
    /// <returns><see langword="null"/> when all requests together keep too much.</returns>
    public byte[]? TryRent(int needed, int replaced)
    {
        var size = Math.Min(Size, Math.Max(Smallest, (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)needed)));
        if (Interlocked.Add(ref _rented, size) - replaced <= _options.TotalSize)
            return Exactly(size);

        Interlocked.Add(ref _rented, -size);
        return null;
    }

    public void Return(byte[] array)
    {
        Interlocked.Add(ref _rented, -array.Length);
        ArrayPool<byte>.Shared.Return(array);
    }

    /// <summary>Counts lines of a failed request that it had no room for.</summary>
    public void Drop(int lines)
    {
        if (lines > 0)
            metrics.Drop(lines, DropReason.BufferFull);
    }

    private byte[] Exactly(int size)
    {
        var array = ArrayPool<byte>.Shared.Rent(size);
        Interlocked.Add(ref _rented, array.Length - size);
        return array;
    }
}
