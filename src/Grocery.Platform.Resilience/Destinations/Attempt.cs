using Polly.Timeout;

namespace Grocery.Platform.Resilience.Destinations;

/// <summary>
/// One attempt, of whatever kind: the concurrency limit, the breaker and the time-out in one straight line. Begun it must be ended,
/// once. It belongs to one asynchronous flow.
/// </summary>
internal struct Attempt
{
    private CallOptions _options;
    private CancellationTokenSource _timer;
    private CancellationTokenRegistration _caller;
    private long _start;
    private bool _isTrial;

    /// <summary>Gets what the attempt calls.</summary>
    public Destination Destination { get; private set; }

    /// <summary>Gets the token that ends the attempt.</summary>
    public readonly CancellationToken Token => _timer.Token;

    /// <summary>Gets the time that the attempt has.</summary>
    public TimeSpan Timeout { get; private set; }

    /// <returns><see cref="CallOutcome.Success"/>, or why the attempt may not be made: then there is nothing to end.</returns>
    public CallOutcome Begin(Destination destination, CallOptions options, long now, TimeSpan left)
    {
        var entered = destination.Enter(now, options, out _isTrial);
        if (entered is not CallOutcome.Success)
            return entered;

        (Destination, _options, _start) = (destination, options, now);
        Timeout = left < options.AttemptTimeout ? left : options.AttemptTimeout;
        _timer = AttemptTimers.Start(destination.Telemetry.Time, Timeout);
        return CallOutcome.Success;
    }

    /// <summary>Ends the attempt when its caller cancels. It costs an allocation, so that what has ended already goes without.</summary>
    public void Follow(CancellationToken caller)
    {
        if (_caller == default)
            _caller = caller.UnsafeRegister(static timer => ((CancellationTokenSource)timer!).Cancel(), _timer);
    }

    /// <summary>Ends an attempt that succeeded.</summary>
    /// <returns>How long it took.</returns>
    public readonly TimeSpan Succeed(bool isIdle) => End(CallOutcome.Success, isFailure: false, "", isIdle);

    /// <summary>Ends an attempt by an answer or an exception.</summary>
    /// <param name="outcome">What it came to.</param>
    /// <param name="isFailure">Whether it speaks against the destination.</param>
    /// <param name="failure">The name of the failure, as in <c>error.type</c>.</param>
    /// <param name="isIdle">Whether nothing that had the token can still look at it.</param>
    public readonly TimeSpan End(CallOutcome outcome, bool isFailure, string failure, bool isIdle)
    {
        _caller.Dispose();
        var time = Destination.Telemetry.Time;
        AttemptTimers.Return(time, _timer, isIdle);
        return Destination.Leave(_start, time.GetTimestamp(), _options, _isTrial, outcome, isFailure, failure);
    }

    /// <inheritdoc cref="Destinations.Destination.IsToBlame"/>
    public readonly bool IsTimeoutOfDestination(in CallDeadline deadline) => Destination.IsToBlame(Timeout, _options, deadline);

    /// <summary>Names the cause of a cancellation: the caller's, or the time-out.</summary>
    public readonly Exception Translate(OperationCanceledException exception, CancellationToken caller, in CallDeadline deadline)
    {
        if (caller.IsCancellationRequested)
            return exception.CancellationToken == caller ? exception : new OperationCanceledException(exception.Message, exception, caller);

        // Of a handler within, with a time-out of its own.
        if (!_timer.IsCancellationRequested)
            return exception;

        return TimedOut(Destination, _options, Timeout, deadline, exception);
    }

    /// <summary>Makes the exception of an attempt whose time was up: its own, or that of the whole call.</summary>
    public static TimeoutRejectedException TimedOut(
        Destination destination, CallOptions options, TimeSpan timeout, in CallDeadline deadline, Exception exception) => timeout < options.AttemptTimeout
        ? Late(destination, deadline, exception)
        : new TimeoutRejectedException(
            $"The attempt to call {destination.Name} took longer than its time-out of {timeout} (AttemptTimeout of {destination.Client}).",
            timeout,
            exception);

    /// <summary>Makes the exception of a call that could not end by its deadline.</summary>
    public static TimeoutRejectedException Late(Destination destination, in CallDeadline deadline, Exception? inner = null)
    {
        var whose = deadline.IsInherited ? "what was left of the deadline of the work it belongs to" : $"Deadline of {destination.Client}";
        var message = $"The call to {destination.Name} did not end by its deadline of {deadline.Length} ({whose}).";
        return inner is null
            ? new TimeoutRejectedException(message, deadline.Length)
            : new TimeoutRejectedException(message, deadline.Length, inner);
    }
}
