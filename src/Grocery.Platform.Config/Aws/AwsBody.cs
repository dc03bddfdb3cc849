using System.Buffers;
using System.Net;
using Amazon.Runtime.EventStreams;
using Amazon.Runtime.Internal.Transform;

namespace Grocery.Platform.Config.Aws;

/// <summary>
/// A reply whose body has been read, in the place of one that still comes from the network. Its buffer is borrowed, and given back without what was in it:
/// secrets may have been.
/// </summary>
internal sealed class AwsBody(IWebResponseData response, ArraySegment<byte> bytes) : IWebResponseData, IHttpResponseBody
{
    private ArraySegment<byte> _bytes = bytes;

    public ReadOnlyMemory<byte> Bytes => _bytes;

    public long ContentLength => _bytes.Count;

    public string ContentType => response.ContentType;

    public HttpStatusCode StatusCode => response.StatusCode;

    public bool IsSuccessStatusCode => response.IsSuccessStatusCode;

    public IHttpResponseBody ResponseBody => this;

    public string[] GetHeaderNames() => response.GetHeaderNames();

    public bool IsHeaderPresent(string headerName) => response.IsHeaderPresent(headerName);

    public string GetHeaderValue(string headerName) => response.GetHeaderValue(headerName);

    public IEventStreamHeader GetEventStreamHeader(string headerName) => response.GetEventStreamHeader(headerName);

    public bool IsEventHeaderPresent(string headerName) => response.IsEventHeaderPresent(headerName);

    public Stream OpenResponse() => new MemoryStream(_bytes.Array!, 0, _bytes.Count, writable: false);

    public Task<Stream> OpenResponseAsync() => Task.FromResult(OpenResponse());

    public void Dispose() => response.ResponseBody.Dispose();

    /// <summary>Gives the buffer back. The body is not to be read any more.</summary>
    public void Release()
    {
        var buffer = _bytes.Array!;
        _bytes = ArraySegment<byte>.Empty;
        if (buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
    }
}
