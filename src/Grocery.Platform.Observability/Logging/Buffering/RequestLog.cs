using System.Buffers.Binary;
using Grocery.Platform.Observability.Logging.Output;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Observability.Logging.Buffering;

/// <summary>The last lines under the level of one request, in a ring of bytes. Safe for concurrent use.</summary>
internal sealed class RequestLog(RequestLogMemory memory) : IDisposable
{
    // Before each line: its length, and its level.
    private const int HeaderLength = sizeof(int) + 1;

    private readonly Lock _lock = new();

    // Guarded by the lock.
    private byte[]? _ring;
    private int _start;
    private int _length;
    private int _lost;
    private bool _isClosed;

    public void Add(ReadOnlySpan<byte> line, LogLevel level)
    {
        lock (_lock)
        {
            if (_isClosed)
                return;

            if (line.Length + HeaderLength > memory.Size || !TryMakeRoom_NeedsLock(line.Length + HeaderLength))
            {
                _lost++;
                return;
            }

            Span<byte> header = stackalloc byte[HeaderLength];
            BinaryPrimitives.WriteInt32LittleEndian(header, line.Length);
            header[^1] = (byte)level;
            Append_NeedsLock(header);
            Append_NeedsLock(line);
        }
    }

    /// <summary>Writes what is kept, the oldest line first, and keeps nothing more.</summary>
    public void WriteTo(LogOutput output)
    {
        lock (_lock)
        {
            Span<byte> header = stackalloc byte[HeaderLength];
            while (_length > 0)
            {
                Take_NeedsLock(header);
                var line = new byte[BinaryPrimitives.ReadInt32LittleEndian(header)];
                Take_NeedsLock(line);
                output.Write(line, (LogLevel)header[^1]);
            }

            memory.Drop(_lost);
        }

        Dispose();
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isClosed = true;
            _length = 0;
            if (_ring is not null)
                memory.Return(_ring);

            _ring = null;
        }
    }

    private bool TryMakeRoom_NeedsLock(int needed)
    {
        if (_ring is null || (_length + needed > _ring.Length && _ring.Length < memory.Size))
            Grow_NeedsLock(_length + needed);
        if (_ring is null || _ring.Length < needed)
            return false;

        Span<byte> header = stackalloc byte[HeaderLength];
        while (_length + needed > _ring.Length)
        {
            Take_NeedsLock(header);
            Skip_NeedsLock(BinaryPrimitives.ReadInt32LittleEndian(header));
            _lost++;
        }

        return true;
    }

    private void Grow_NeedsLock(int needed)
    {
        if (memory.TryRent(needed, _ring?.Length ?? 0) is not { } larger)
            return;

        var length = _length;
        if (_ring is not null)
        {
            Take_NeedsLock(larger.AsSpan(0, length));
            memory.Return(_ring);
        }

        (_ring, _start, _length) = (larger, 0, length);
    }

    private void Append_NeedsLock(ReadOnlySpan<byte> bytes)
    {
        var end = (_start + _length) % _ring!.Length;
        var first = Math.Min(bytes.Length, _ring.Length - end);
        bytes[..first].CopyTo(_ring.AsSpan(end));
        bytes[first..].CopyTo(_ring);
        _length += bytes.Length;
    }

    private void Take_NeedsLock(Span<byte> target)
    {
        var first = Math.Min(target.Length, _ring!.Length - _start);
        _ring.AsSpan(_start, first).CopyTo(target);
        _ring.AsSpan(0, target.Length - first).CopyTo(target[first..]);
        Skip_NeedsLock(target.Length);
    }

    private void Skip_NeedsLock(int count)
    {
        _start = (_start + count) % _ring!.Length;
        _length -= count;
    }
}
