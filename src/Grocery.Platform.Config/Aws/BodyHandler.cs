using System.Buffers;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace Grocery.Platform.Config.Aws;

/// <summary>
/// Reads every body to its end before the SDK sees it, under the time-out of the client and the token of the caller. The SDK itself reads
/// without either, and a body that stalls would hold its thread for ever.
/// </summary>
internal sealed class BodyHandler : PipelineHandler
{
    private const int SmallestBuffer = 4096;
    private const int LargestExpected = 1 << 24;

    public override async Task<T> InvokeAsync<T>(IExecutionContext executionContext)
    {
        var request = executionContext.RequestContext;
        try
        {
            var result = await base.InvokeAsync<T>(executionContext).ConfigureAwait(false);
            var response = executionContext.ResponseContext;
            response.HttpResponse = await ReadAsync(response.HttpResponse, request).ConfigureAwait(false);
            return result;
        }
        catch (HttpErrorResponseException error)
        {
            var body = await ReadAsync(error.Response, request).ConfigureAwait(false);
            throw new HttpErrorResponseException(error.Message, error.InnerException, body);
        }
    }

    private static async Task<AwsBody> ReadAsync(IWebResponseData response, IRequestContext request)
    {
        var timeout = request.ClientConfig.Timeout ?? Timeout.InfiniteTimeSpan;
        using var end = new CancellationTokenSource(timeout, TimeProvider.System);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(end.Token, request.CancellationToken);
        try
        {
            var stream = await response.ResponseBody.OpenResponseAsync().ConfigureAwait(false);
            return new AwsBody(response, await ReadToEndAsync(stream, response.ContentLength, stop.Token).ConfigureAwait(false));
        }
        catch (Exception exception)
        {
            response.ResponseBody.Dispose();
            if (exception is not OperationCanceledException || request.CancellationToken.IsCancellationRequested)
                throw;

            throw new TimeoutException($"The body of the answer did not end within {timeout:c}.");
        }
    }

    private static async Task<ArraySegment<byte>> ReadToEndAsync(Stream stream, long expected, CancellationToken cancellationToken)
    {
        // One more than expected, so that the end is seen without another buffer.
        var buffer = ArrayPool<byte>.Shared.Rent(expected is > 0 and < LargestExpected ? (int)expected + 1 : SmallestBuffer);
        var length = 0;
        while (await stream.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false) is > 0 and var read)
        {
            length += read;
            if (length < buffer.Length)
                continue;

            var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
            buffer.AsSpan(0, length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
            buffer = larger;
        }

        return new ArraySegment<byte>(buffer, 0, length);
    }
}
