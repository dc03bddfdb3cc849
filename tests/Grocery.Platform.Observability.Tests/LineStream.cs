using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;

namespace Grocery.Platform.Observability.Tests;

/// <summary>Stands in for standard output and keeps every write.</summary>
internal sealed class LineStream : Stream
{
    private readonly ConcurrentQueue<string> _writes = new();

    public IReadOnlyCollection<string> Writes => _writes;

    public IReadOnlyList<JsonElement> Lines => [.. _writes.Select(write => JsonElement.Parse(write))];

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => 0;

    public override long Position { get; set; }

    /// <summary>Finds the lines of one logger.</summary>
    public IReadOnlyList<JsonElement> Of(string logger) => [.. Lines.Where(line => line.GetProperty("logger").GetString() == logger)];

    public override void Write(ReadOnlySpan<byte> buffer) => _writes.Enqueue(Encoding.UTF8.GetString(buffer));

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => 0;

    public override long Seek(long offset, SeekOrigin origin) => 0;

    public override void SetLength(long value)
    {
    }
}
