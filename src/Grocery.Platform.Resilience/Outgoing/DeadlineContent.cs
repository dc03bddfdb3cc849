using System.Net;
using Grocery.Platform.Resilience.Destinations;

namespace Grocery.Platform.Resilience.Outgoing;

/// <summary>
/// The body of an answer that must be there by the deadline of the work it belongs to. A handler's own work ends with the headers, and
/// nothing else would end a body that stalls.
/// </summary>
internal sealed class DeadlineContent : HttpContent
{
    private static readonly Type Empty = new HttpResponseMessage().Content.GetType();

    private readonly HttpContent _inner;
    private readonly DeadlineReads _reads;

    private DeadlineContent(HttpContent inner, DeadlineReads reads)
    {
        (_inner, _reads) = (inner, reads);
        foreach (var (name, values) in inner.Headers.NonValidated)
            Headers.TryAddWithoutValidation(name, values);
    }

    public static void Bound(HttpResponseMessage response, Destination destination, in CallDeadline deadline)
    {
        if (response.Content.GetType() != Empty)
            response.Content = new DeadlineContent(response.Content, new DeadlineReads(destination, deadline));
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        var token = _reads.Begin(cancellationToken, out var registration);
        using (registration)
        {
            try
            {
                await _inner.CopyToAsync(stream, context, token).ConfigureAwait(false);
            }
            catch (OperationCanceledException exception)
            {
                throw _reads.Translate(exception, cancellationToken);
            }
        }
    }

    protected override void SerializeToStream(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        _inner.CopyTo(stream, context, cancellationToken);

    protected override async Task<Stream> CreateContentReadStreamAsync() =>
        new DeadlineStream(await _inner.ReadAsStreamAsync().ConfigureAwait(false), _reads);

    protected override async Task<Stream> CreateContentReadStreamAsync(CancellationToken cancellationToken) =>
        new DeadlineStream(await _inner.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false), _reads);

    protected override Stream CreateContentReadStream(CancellationToken cancellationToken) =>
        new DeadlineStream(_inner.ReadAsStream(cancellationToken), _reads);

    protected override bool TryComputeLength(out long length)
    {
        length = _inner.Headers.ContentLength ?? 0;
        return _inner.Headers.ContentLength is not null;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner.Dispose();
            _reads.Dispose();
        }

        base.Dispose(disposing);
    }
}
