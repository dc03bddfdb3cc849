using System.Net.Http.Headers;
using Polly;
using Polly.Timeout;

namespace Grocery.Platform.Resilience.Outgoing;

/// <summary>A request as its caller made it.</summary>
internal readonly struct OutgoingRequest(HttpRequestMessage message, HttpResilienceOptions options, CancellationToken caller)
{
    private readonly HttpContent? _content = message.Content;
    private readonly AuthenticationHeaderValue? _authorization = message.Headers.Authorization;
    private readonly bool? _isChunked = message.Content is null ? null : message.Headers.TransferEncodingChunked;

    public HttpRequestMessage Message { get; } = message;

    public HttpMethod Method { get; } = message.Method;

    public Uri? Uri { get; } = message.RequestUri;

    public BodyRepeatability Body { get; } = RequestBody.RepeatabilityOf(message.Content, options);

    public CancellationToken Caller { get; } = caller;

    public bool HasBody => _content is not null;

    /// <summary>Says whether a failure may pass if the attempt is repeated: for any method, and for the breaker.</summary>
    public bool IsTransient(in Outcome<HttpResponseMessage> outcome) => outcome.Exception switch
    {
        null => TransientFailure.Is(outcome.Result!.StatusCode),
        TimeoutRejectedException => true,
        OperationCanceledException => !Caller.IsCancellationRequested,
        { } exception => TransientFailure.Is(exception),
    };

    /// <summary>Gets a value indicating whether the last attempt was sent to where it was meant to go, and not on from there by a redirect.</summary>
    public bool IsAsMade => ReferenceEquals(Message.RequestUri, Uri) && Message.Method == Method;

    /// <summary>Undoes what a redirect that an attempt followed has done to the request.</summary>
    public void Restore()
    {
        (Message.Method, Message.RequestUri, Message.Content) = (Method, Uri, _content);
        Restore(Message.Headers);
    }

    public Task BufferAsync(int limit, CancellationToken cancellationToken) => _content!.LoadIntoBufferAsync(limit, cancellationToken);

    /// <summary>Makes another message like this one. It has no body.</summary>
    public HttpRequestMessage Clone()
    {
        var clone = new HttpRequestMessage(Method, Uri) { Version = Message.Version, VersionPolicy = Message.VersionPolicy };
        foreach (var (name, values) in Message.Headers.NonValidated)
            clone.Headers.TryAddWithoutValidation(name, values);
        foreach (var (key, value) in Message.Options)
            ((IDictionary<string, object?>)clone.Options)[key] = value;

        Restore(clone.Headers);
        return clone;
    }

    private void Restore(HttpRequestHeaders headers)
    {
        if (_authorization is not null)
            headers.Authorization = _authorization;
        if (_isChunked is not null)
            headers.TransferEncodingChunked = _isChunked;
    }
}
