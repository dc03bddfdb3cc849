using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Grocery.Platform.Observability.Requests;

/// <summary>
/// Counts what is written to the body of a response. It is writer and feature in one: all that a request pays is this one object,
/// and a stream when the service asks for one.
/// </summary>
internal sealed class CountedBody(IHttpResponseBodyFeature body) : PipeWriter, IHttpResponseBodyFeature
{
    private readonly PipeWriter _writer = body.Writer;
    private CountedStream? _stream;

    public long Size { get; private set; }

    public Stream Stream => _stream ??= new CountedStream(body.Stream, this);

    public PipeWriter Writer => this;

    public override bool CanGetUnflushedBytes => _writer.CanGetUnflushedBytes;

    public override long UnflushedBytes => _writer.UnflushedBytes;

    /// <summary>Puts itself between the service and the server.</summary>
    /// <returns><see langword="null"/> when the server has no body to count.</returns>
    public static CountedBody? Of(HttpContext context)
    {
        if (context.Features.Get<IHttpResponseBodyFeature>() is not { } body)
            return null;

        var counted = new CountedBody(body);
        context.Features.Set<IHttpResponseBodyFeature>(counted);
        return counted;
    }

    public void Add(long bytes) => Size += bytes;

    public override void Advance(int bytes)
    {
        _writer.Advance(bytes);
        Size += bytes;
    }

    public override Memory<byte> GetMemory(int sizeHint = 0) => _writer.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => _writer.GetSpan(sizeHint);

    public override ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default)
    {
        Size += source.Length;
        return _writer.WriteAsync(source, cancellationToken);
    }

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => _writer.FlushAsync(cancellationToken);

    public override void CancelPendingFlush() => _writer.CancelPendingFlush();

    public override void Complete(Exception? exception = null) => _writer.Complete(exception);

    public override ValueTask CompleteAsync(Exception? exception = null) => _writer.CompleteAsync(exception);

    public override Stream AsStream(bool leaveOpen = false) => Stream;

    public Task StartAsync(CancellationToken cancellationToken = default) => body.StartAsync(cancellationToken);

    public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default)
    {
        Size += count ?? new FileInfo(path).Length - offset;
        return body.SendFileAsync(path, offset, count, cancellationToken);
    }

    public void DisableBuffering() => body.DisableBuffering();

    Task IHttpResponseBodyFeature.CompleteAsync() => body.CompleteAsync();
}
