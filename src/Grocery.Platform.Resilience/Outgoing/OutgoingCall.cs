using Grocery.Platform.Resilience.Destinations;
using Polly;

namespace Grocery.Platform.Resilience.Outgoing;

/// <summary>
/// One call that needs more than the straight line of <see cref="OutgoingCallHandler"/>: its first attempt failed, or it hedges, or
/// holds its body in memory.
/// </summary>
internal sealed class OutgoingCall(
    OutgoingCallHandler handler, OutgoingSettings settings, Destination destination, in OutgoingRequest request, in CallDeadline deadline)
{
    private static readonly ResiliencePropertyKey<OutgoingCall> Key = new("Grocery.Platform.Resilience.OutgoingCall");

    private readonly OutgoingRequest _request = request;
    private readonly CallDeadline _deadline = deadline;
    private readonly OutgoingAttempts _attempts = new(handler, settings.Options, destination, request, deadline);
    private Outcome<HttpResponseMessage>? _first;
    private HttpRequestMessage? _hedge;

    /// <summary>Gets the wait before the retry that was decided last.</summary>
    public TimeSpan RetryDelay { get; private set; }

    /// <summary>Gets how long the first request may take before a second one is sent.</summary>
    public TimeSpan HedgingDelay { get; private set; }

    private HttpResilienceOptions Options => settings.Options;

    public static OutgoingCall Of(ResilienceContext context) => context.Properties.TryGetValue(Key, out var call)
        ? call
        : throw new InvalidOperationException("The strategy ran outside of an outgoing call.");

    public async Task<HttpResponseMessage> RunAsync()
    {
        var outcome = DecidesToHedge()
            ? await HedgeAsync().ConfigureAwait(false)
            : await _attempts.MakeAsync(_request.Message, _request.Caller).ConfigureAwait(false);
        return await ContinueAsync(outcome).ConfigureAwait(false);
    }

    /// <summary>Goes on after the first attempt, which was made and ended on the straight line.</summary>
    public Task<HttpResponseMessage> ContinueAsync(in Attempt attempt, Outcome<HttpResponseMessage> first) =>
        ContinueAsync(_attempts.EndFirst(attempt, first));

    /// <summary>Makes the whole call on the calling thread. It does not hedge.</summary>
    public HttpResponseMessage Run()
    {
        var outcome = _attempts.Make(_request.Caller);
        if (!MayRetry(outcome))
            return _attempts.Finish(outcome);

        var context = CreateContext();
        try
        {
            _first = outcome;
            outcome = Outcome.FromResult(settings.Retry.Execute(static (context, call) => call.Next(context.CancellationToken), context, this));
        }
        catch (Exception exception)
        {
            outcome = Outcome.FromException<HttpResponseMessage>(exception);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }

        return _attempts.Finish(outcome);
    }

    /// <summary>Decides whether the call is tried again after this outcome, and when. A retry that it decides on is spent.</summary>
    public bool DecidesToRetry(Outcome<HttpResponseMessage> outcome, int retries)
    {
        if (retries >= Options.MaxRetries || !_request.IsTransient(outcome))
            return false;

        RetryDelay = RetryAfter.Of(outcome.Result, handler.Client.Time) ?? BackOff.Next(RetryDelay, Options);
        if (WhyNotToRetry(outcome) is not { } reason)
            return true;

        destination.Telemetry.RetryWithheld(reason);
        return false;
    }

    public void ReportRetry(Outcome<HttpResponseMessage> outcome, int retry) => destination.Telemetry.Retrying(
        destination, retry, RetryDelay, TransientFailure.Describe(outcome.Result, outcome.Exception));

    /// <summary>Says whether the other of two requests is waited for although this one has ended.</summary>
    public bool AwaitsTheOther(Outcome<HttpResponseMessage> outcome) =>
        _hedge is not null && (outcome.Exception is not null || _request.IsTransient(outcome));

    /// <summary>Prepares the second request, or returns <see langword="null"/> when there must be none.</summary>
    public Func<ValueTask<Outcome<HttpResponseMessage>>>? CreateHedge(ResilienceContext context)
    {
        var reason = _deadline.Left(handler.Client.Time) <= TimeSpan.Zero ? "deadline"
            : destination.Breaker.IsRejecting ? "breaker"
            : destination.Budget.TrySpend() ? null : "budget";
        if (reason is not null)
        {
            // Polly asks again after each delay, unless there is none.
            HedgingDelay = Timeout.InfiniteTimeSpan;
            destination.Telemetry.RetryWithheld(reason);
            return null;
        }

        var hedge = _hedge = _request.Clone();
        destination.Telemetry.Hedging(HedgingDelay);
        return () => _attempts.MakeAsync(hedge, context.CancellationToken);
    }

    private async Task<HttpResponseMessage> ContinueAsync(Outcome<HttpResponseMessage> outcome)
    {
        if (!MayRetry(outcome))
            return _attempts.Finish(outcome);

        var context = CreateContext();
        try
        {
            _first = outcome;
            outcome = await settings.Retry
                .ExecuteOutcomeAsync(static (context, call) => call.NextAsync(context.CancellationToken), context, this)
                .ConfigureAwait(false);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }

        return _attempts.Finish(outcome);
    }

    private async Task<Outcome<HttpResponseMessage>> HedgeAsync()
    {
        var context = CreateContext();
        try
        {
            var outcome = await settings.Hedge!
                .ExecuteOutcomeAsync(
                    static (context, call) => call._attempts.MakeAsync(call._request.Message, context.CancellationToken), context, this)
                .ConfigureAwait(false);
            if (_hedge is not null)
                destination.Telemetry.Hedged(isWon: outcome.Result is { } response && ReferenceEquals(response.RequestMessage, _hedge));

            return outcome;
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private bool DecidesToHedge()
    {
        if (settings.Hedge is null || _request.HasBody || !RequestSafety.IsSafe(_request.Method))
            return false;

        var delay = Options.HedgingDelay ?? destination.Latencies.Percentile(0.95);
        HedgingDelay = delay.GetValueOrDefault();
        return delay is not null;
    }

    private bool MayRetry(Outcome<HttpResponseMessage> outcome) => Options.MaxRetries > 0 && _request.IsTransient(outcome);

    private string? WhyNotToRetry(Outcome<HttpResponseMessage> outcome)
    {
        if (!RequestSafety.IsSafeToRepeat(_request.Method, _request.Message)
            && !(_request.IsAsMade && TransientFailure.ProvesNotProcessed(outcome.Result, outcome.Exception)))
        {
            return "unsafe";
        }

        if (_attempts.Body is not BodyRepeatability.Yes)
            return "body";
        if (RetryDelay >= _deadline.Left(handler.Client.Time))
            return "deadline";
        if (destination.Breaker.IsRejecting)
            return "breaker";

        return destination.Budget.TrySpend() ? null : "budget";
    }

    private ValueTask<Outcome<HttpResponseMessage>> NextAsync(CancellationToken caller) =>
        TakeFirst() is { } first ? ValueTask.FromResult(first) : _attempts.MakeAsync(_request.Message, caller);

    private HttpResponseMessage Next(CancellationToken caller)
    {
        var outcome = TakeFirst() ?? _attempts.Make(caller);
        outcome.ThrowIfException();
        return outcome.Result!;
    }

    private Outcome<HttpResponseMessage>? TakeFirst()
    {
        var first = _first;
        _first = null;
        return first;
    }

    private ResilienceContext CreateContext()
    {
        var context = ResilienceContextPool.Shared.Get(_request.Caller);
        context.Properties.Set(Key, this);
        return context;
    }
}
