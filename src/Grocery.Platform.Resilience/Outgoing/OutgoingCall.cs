using System.Runtime.CompilerServices;
using Grocery.Platform.Resilience.Destinations;
using Microsoft.Extensions.ObjectPool;
using Polly;

namespace Grocery.Platform.Resilience.Outgoing;

/// <summary>One call with all its attempts. Pooled; it belongs to one call from <see cref="Begin"/> until it goes back.</summary>
internal sealed class OutgoingCall : IResettable
{
    public static readonly ResiliencePropertyKey<OutgoingCall> Key = new("Grocery.Platform.Resilience.OutgoingCall");

    private OutgoingCallHandler _handler = null!;
    private HttpRequestMessage _request = null!;
    private HttpMethod _method = null!;
    private Uri? _uri;
    private HttpContent? _content;
    private Repeatability _body;
    private CancellationToken _cancellationToken;
    private long _start;
    private int _attempts;

    public Destination Destination { get; private set; } = null!;

    private OutgoingClient Client => Destination.Client;

    public static OutgoingCall Of(ResilienceContext context) => context.Properties.TryGetValue(Key, out var call)
        ? call
        : throw new InvalidOperationException("The pipeline ran outside of an outgoing call.");

    public void Begin(OutgoingCallHandler handler, Destination destination, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        _handler = handler;
        Destination = destination;
        _request = request;
        (_method, _uri, _content) = (request.Method, request.RequestUri, request.Content);
        _body = Client.Options.MaxRetries == 0 ? Repeatability.No : RequestBody.RepeatabilityOf(_content);
        _cancellationToken = cancellationToken;
        _start = Client.Time.GetTimestamp();
    }

    public bool TryReset()
    {
        (_handler, Destination, _request, _method, _uri, _content) = (null!, null!, null!, null!, null, null);
        (_cancellationToken, _attempts) = (default, 0);
        return true;
    }

    /// <summary>Says whether a failure may pass if the attempt is repeated: for any method, and for the breaker.</summary>
    public bool IsTransient(Outcome<HttpResponseMessage> outcome) => outcome.Exception switch
    {
        null => outcome.Result is { } response && TransientFailure.Is(response.StatusCode),
        OperationCanceledException => !_cancellationToken.IsCancellationRequested,
        { } exception => TransientFailure.Is(exception),
    };

    /// <summary>Says whether this request may be sent again after this transient failure, and whether there is time for it.</summary>
    public bool MayRepeat(Outcome<HttpResponseMessage> outcome) =>
        _body is Repeatability.Yes
        && (RequestSafety.IsSafeToRepeat(_method, _request) || TransientFailure.ProvesNotProcessed(outcome.Exception))
        && RetryAfter.Of(outcome.Result, Client.Time).GetValueOrDefault() < Client.Options.Deadline - Client.Time.GetElapsedTime(_start);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<Outcome<HttpResponseMessage>> AttemptAsync(CancellationToken cancellationToken)
    {
        try
        {
            OutgoingAttempt.ResendCount = _attempts;
            if (_attempts++ > 0)
                RestoreRequest();
            else if (_body is Repeatability.OnceBuffered)
                await BufferAsync(cancellationToken).ConfigureAwait(false);

            var response = await _handler.SendAttemptAsync(_request, cancellationToken).ConfigureAwait(false);
            return Report(Outcome.FromResult(response));
        }
        catch (Exception exception)
        {
            return Report(Outcome.FromException<HttpResponseMessage>(exception));
        }
    }

    public HttpResponseMessage Attempt(CancellationToken cancellationToken)
    {
        // Of the call around this one, if there is any.
        var outer = OutgoingAttempt.ResendCount;
        try
        {
            OutgoingAttempt.ResendCount = _attempts;
            if (_attempts++ > 0)
                RestoreRequest();

            var response = _handler.SendAttempt(_request, cancellationToken);
            Report(Outcome.FromResult(response));
            return response;
        }
        catch (Exception exception)
        {
            Report(Outcome.FromException<HttpResponseMessage>(exception));
            throw;
        }
        finally
        {
            OutgoingAttempt.ResendCount = outer;
        }
    }

    // A redirect that an attempt followed has rewritten the request.
    private void RestoreRequest() => (_request.Method, _request.RequestUri, _request.Content) = (_method, _uri, _content);

    private async ValueTask BufferAsync(CancellationToken cancellationToken)
    {
        // Until the whole body is in memory, what was read of it is lost to another attempt.
        _body = Repeatability.No;
        await _content!.LoadIntoBufferAsync(RequestBody.LargestBuffered, cancellationToken).ConfigureAwait(false);
        _body = Repeatability.Yes;
    }

    private Outcome<HttpResponseMessage> Report(Outcome<HttpResponseMessage> outcome)
    {
        Client.Metrics.Attempted(Destination, outcome.Exception switch
        {
            null => IsTransient(outcome) ? AttemptOutcome.TransientStatus : AttemptOutcome.Success,
            OperationCanceledException => _cancellationToken.IsCancellationRequested ? AttemptOutcome.Canceled : AttemptOutcome.Timeout,
            _ => AttemptOutcome.Error,
        });
        return outcome;
    }
}
