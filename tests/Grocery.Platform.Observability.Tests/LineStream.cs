using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Grocery.Platform.Observability.Logging.Output;
using Microsoft.Extensions.DependencyInjection;

namespace Grocery.Platform.Observability.Tests;

/// <summary>Stands in for standard output and keeps every write.</summary>
internal sealed class LineStream : Stream
{
    private static readonly TimeSpan LongestFlush = TimeSpan.FromSeconds(30);

    private readonly ConcurrentQueue<string> _writes = new();

    /// <summary>Gets or sets the output that writes here; it is flushed before anything is read.</summary>
    public LogOutput? Output { get; set; }

    public IReadOnlyCollection<string> Writes
    {
        get
        {
            Assert.NotEqual(false, Output?.Flush(LongestFlush));
            return _writes;
        }
    }

    /// <summary>Throws away what was written.</summary>
    public void Forget()
    {
        Assert.NotEmpty(Writes);
        _writes.Clear();
    }

    /// <summary>Gets the lines as they were written, each with the line feed at its end.</summary>
    public IReadOnlyList<string> Texts => [.. string.Concat(Writes).Split('\n')[..^1].Select(text => text + '\n')];

    public IReadOnlyList<JsonElement> Lines => [.. Texts.Select(text => JsonElement.Parse(text))];

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => 0;

    public override long Position { get; set; }

    /// <summary>Takes the place of standard output.</summary>
    public void Replace(IServiceCollection services) =>
        services.AddSingleton(provider => Output = ActivatorUtilities.CreateInstance<LogOutput>(provider, this));

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
