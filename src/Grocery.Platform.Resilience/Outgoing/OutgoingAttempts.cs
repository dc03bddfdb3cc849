using System.Runtime.CompilerServices;
using Grocery.Platform.Resilience.Destinations;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Grocery.Platform.Resilience.Outgoing;

/// <summary>Makes the attempts of one call.</summary>
internal sealed class OutgoingAttempts(
    OutgoingCallHandler handler, HttpResilienceOptions options, Destination destination, in OutgoingRequest request, in CallDeadline deadline)
{
    private readonly OutgoingRequest _request = request;
    private readonly CallDeadline _deadline = deadline;
    private int _made;
    private bool _isUnreadable;

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
        Outcome<HttpResponseMessage> outcome;
        try
        {
            attempt.Follow(caller);
            OutgoingAttempt.ResendCount = _made;
            if (Prepare(message))
                await BufferAsync(attempt.Token).ConfigureAwait(false);

            handler.Client.SendDeadline(message, options, _deadline, attempt.Timeout);
            var injected = faults.IsActive
                ? await faults.TryInjectAsync(destination.Client, message, attempt.Token).ConfigureAwait(false)
                : null;
            outcome = OutgoingCallHandler.ResultOf(injected ?? await handler.SendAttemptAsync(message, attempt.Token).ConfigureAwait(false));
        }
        catch (Exception exception)
        {
            outcome = Outcome.FromException<HttpResponseMessage>(exception);
        }

        return End(attempt, outcome, caller);
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
        Outcome<HttpResponseMessage> outcome;
        try
        {
            attempt.Follow(caller);
            OutgoingAttempt.ResendCount = _made;
            Prepare(_request.Message);
            handler.Client.SendDeadline(_request.Message, options, _deadline, attempt.Timeout);
            var injected = faults.IsActive ? faults.TryInject(destination.Client, _request.Message, attempt.Token) : null;
            outcome = OutgoingCallHandler.ResultOf(injected ?? handler.SendAttempt(_request.Message, attempt.Token));
        }
        catch (Exception exception)
        {
            outcome = Outcome.FromException<HttpResponseMessage>(exception);
        }
        finally
        {
            OutgoingAttempt.ResendCount = outer;
        }

        return End(attempt, outcome, caller);
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
        destination.Telemetry.CallEnded(OutcomeOf(outcome, _request.Caller), Time.GetElapsedTime(_deadline.Start));
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
            return Attempt.Late(destination, _deadline);

        var entered = attempt.Begin(destination, options, Time.GetTimestamp(), left);
        return entered is CallOutcome.Success ? null : destination.Refuse(entered, options);
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
        _isUnreadable = true;
        await _request.BufferAsync(options.RequestBufferLimit, cancellationToken).ConfigureAwait(false);
        _isUnreadable = false;
        Body = BodyRepeatability.Yes;
    }

    private Outcome<HttpResponseMessage> End(in Attempt attempt, Outcome<HttpResponseMessage> outcome, CancellationToken caller)
    {
        var ended = OutcomeOf(outcome, caller);

        // A body that the caller's own stream does not give is not the destination's fault.
        var isFailure = ended is not CallOutcome.Canceled && !_isUnreadable && _request.IsTransient(outcome)
            && (ended is not CallOutcome.Timeout || attempt.IsTimeoutOfDestination(_deadline));
        var failure = ended is CallOutcome.Success ? "" : TransientFailure.Describe(outcome.Result, outcome.Exception);
        if (outcome.Exception is OperationCanceledException cancellation)
            outcome = Outcome.FromException<HttpResponseMessage>(attempt.Translate(cancellation, caller, _deadline));

        attempt.End(ended, isFailure, failure, isIdle: !_request.HasBody);
        return outcome;
    }

    private CallOutcome OutcomeOf(in Outcome<HttpResponseMessage> outcome, CancellationToken caller) => outcome.Exception switch
    {
        null => _request.IsTransient(outcome) ? CallOutcome.TransientStatus : CallOutcome.Success,
        OperationCanceledException => caller.IsCancellationRequested ? CallOutcome.Canceled : CallOutcome.Timeout,
        TimeoutRejectedException => CallOutcome.Timeout,
        ConcurrencyLimitRejectedException => CallOutcome.Limited,
        BrokenCircuitException => CallOutcome.Rejected,
        _ => CallOutcome.Error,
    };
}
