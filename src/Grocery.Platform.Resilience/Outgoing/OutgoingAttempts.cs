using System.Runtime.CompilerServices;
using Grocery.Platform.Resilience.Destinations;
using Polly;
using Polly.Timeout;

namespace Grocery.Platform.Resilience.Outgoing;

/// <summary>Makes the attempts of one call.</summary>
internal sealed class OutgoingAttempts(
    OutgoingCallHandler handler, HttpResilienceOptions options, Destination destination, in OutgoingRequest request, in CallDeadline deadline)
{
    private readonly OutgoingRequest _request = request;
    private readonly CallDeadline _deadline = deadline;
    private int _made;
    private CallOutcome _last;

    /// <summary>Gets whether the body can be sent once more.</summary>
    public BodyRepeatability Body { get; private set; } = request.Body;

    private TimeProvider Time => destination.Telemetry.Time;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<Outcome<HttpResponseMessage>> MakeAsync(HttpRequestMessage message, CancellationToken caller)
    {
        var attempt = default(Attempt);
        if (Begin(ref attempt) is { } refusal)
            return Outcome.FromException<HttpResponseMessage>(refusal);

        var faults = handler.Client.Faults;
        try
        {
            attempt.Follow(caller);
            OutgoingAttempt.ResendCount = _made;
            if (Prepare(message))
                await BufferAsync(attempt.Token).ConfigureAwait(false);

            handler.Client.SendDeadline(message, _deadline, attempt.Timeout);
            var injected = faults.IsActive
                ? await faults.TryInjectAsync(destination.Client, message, attempt.Token).ConfigureAwait(false)
                : null;
            var response = injected ?? await handler.SendAttemptAsync(message, attempt.Token).ConfigureAwait(false);
            return End(attempt, Outcome.FromResult(response), caller);
        }
        catch (Exception exception)
        {
            return End(attempt, Outcome.FromException<HttpResponseMessage>(exception), caller);
        }
    }

    /// <inheritdoc cref="MakeAsync"/>
    public Outcome<HttpResponseMessage> Make(CancellationToken caller)
    {
        var attempt = default(Attempt);
        if (Begin(ref attempt) is { } refusal)
            return Outcome.FromException<HttpResponseMessage>(refusal);

        // Of the call around this one, if there is any.
        var outer = OutgoingAttempt.ResendCount;
        var faults = handler.Client.Faults;
        try
        {
            attempt.Follow(caller);
            OutgoingAttempt.ResendCount = _made;
            Prepare(_request.Message);
            handler.Client.SendDeadline(_request.Message, _deadline, attempt.Timeout);
            var injected = faults.IsActive ? faults.TryInject(destination.Client, _request.Message, attempt.Token) : null;
            var response = injected ?? handler.SendAttempt(_request.Message, attempt.Token);
            return End(attempt, Outcome.FromResult(response), caller);
        }
        catch (Exception exception)
        {
            return End(attempt, Outcome.FromException<HttpResponseMessage>(exception), caller);
        }
        finally
        {
            OutgoingAttempt.ResendCount = outer;
        }
    }

    /// <summary>Ends the first attempt, which was made elsewhere.</summary>
    public Outcome<HttpResponseMessage> EndFirst(in Attempt attempt, Outcome<HttpResponseMessage> outcome)
    {
        _made = 1;
        return End(attempt, outcome, _request.Caller);
    }

    /// <summary>Ends the call: returns its answer or throws.</summary>
    public HttpResponseMessage Finish(Outcome<HttpResponseMessage> outcome)
    {
        var ended = outcome.Exception is OperationCanceledException && _request.Caller.IsCancellationRequested ? CallOutcome.Canceled : _last;
        destination.Telemetry.CallEnded(ended, Time.GetElapsedTime(_deadline.Start));
        outcome.ThrowIfException();
        var response = outcome.Result!;
        if (_deadline.IsInherited)
            DeadlineContent.Bound(response, destination, _deadline);

        return response;
    }

    private Exception? Begin(ref Attempt attempt)
    {
        var left = _deadline.Left(Time);
        if (left <= TimeSpan.Zero)
        {
            _last = CallOutcome.Timeout;
            return Attempt.Late(destination, _deadline);
        }

        _last = attempt.Begin(destination, options, Time.GetTimestamp(), left);
        return _last is CallOutcome.Success ? null : destination.Refuse(_last, options);
    }

    /// <returns>Whether the body must be brought into memory first.</returns>
    private bool Prepare(HttpRequestMessage message)
    {
        if (_made++ == 0)
        {
            destination.Budget.CountRequest(_deadline.Start);
            return Body is BodyRepeatability.OnceBuffered;
        }

        if (ReferenceEquals(message, _request.Message))
            _request.Restore();

        return false;
    }

    private async ValueTask BufferAsync(CancellationToken cancellationToken)
    {
        // Until the whole body is in memory, what was read of it is lost to another attempt.
        Body = BodyRepeatability.No;
        await _request.BufferAsync(options.RequestBufferLimit, cancellationToken).ConfigureAwait(false);
        Body = BodyRepeatability.Yes;
    }

    private Outcome<HttpResponseMessage> End(in Attempt attempt, Outcome<HttpResponseMessage> outcome, CancellationToken caller)
    {
        var isIdle = !_request.HasBody;
        var isTransient = _request.IsTransient(outcome);
        if (outcome.Exception is not { } exception)
        {
            _last = isTransient ? CallOutcome.TransientStatus : CallOutcome.Success;
            if (isTransient)
                attempt.End(_last, isFailure: true, TransientFailure.Describe(outcome.Result, null), isIdle);
            else
                attempt.Succeed(isIdle);
            return outcome;
        }

        var isCanceled = exception is OperationCanceledException && caller.IsCancellationRequested;
        if (exception is OperationCanceledException cancellation)
            outcome = Outcome.FromException<HttpResponseMessage>(attempt.Translate(cancellation, caller, _deadline));

        _last = exception switch
        {
            OperationCanceledException => isCanceled ? CallOutcome.Canceled : CallOutcome.Timeout,
            TimeoutRejectedException => CallOutcome.Timeout,
            _ => CallOutcome.Error,
        };
        var isFailure = !isCanceled && isTransient && (_last is not CallOutcome.Timeout || attempt.IsTimeoutOfDestination(_deadline));
        attempt.End(_last, isFailure, TransientFailure.Describe(null, exception), isIdle);
        return outcome;
    }
}
