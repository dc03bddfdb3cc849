using Grocery.Platform.Resilience.Destinations;
using Grocery.Platform.Resilience.Outgoing;
using Polly;
using Polly.Timeout;

namespace Grocery.Platform.Resilience.Pipelines;

/// <summary>The strategy around each attempt of a pipeline: the concurrency limit and the breaker.</summary>
internal sealed class PipelineAttemptStrategy(PlatformPipeline pipeline) : ResilienceStrategy
{
    protected override async ValueTask<Outcome<TResult>> ExecuteCore<TResult, TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<TResult>>> callback, ResilienceContext context, TState state)
    {
        if (PipelineCall.Of(context) is not { } call)
            return await callback(context, state).ConfigureAwait(context.ContinueOnCapturedContext);

        var (destination, time) = (pipeline.Destination, pipeline.Destination.Telemetry.Time);
        if (!call.HasTime())
        {
            call.Last = CallOutcome.Timeout;
            return Outcome.FromException<TResult>(Attempt.Late(destination, call.Deadline));
        }

        var start = time.GetTimestamp();
        call.Last = destination.Enter(start, call.Options, out var isTrial);
        if (call.Last is not CallOutcome.Success)
            return Outcome.FromException<TResult>(destination.Refuse(call.Last, call.Options));

        call.CountRequest();
        var outcome = await callback(context, state).ConfigureAwait(context.ContinueOnCapturedContext);
        var isCanceled = outcome.Exception is OperationCanceledException && context.CancellationToken.IsCancellationRequested;
        call.Last = outcome.Exception switch
        {
            null => CallOutcome.Success,
            TimeoutRejectedException => CallOutcome.Timeout,
            _ => isCanceled ? CallOutcome.Canceled : CallOutcome.Error,
        };
        var failure = call.Last is CallOutcome.Success ? "" : TransientFailure.Describe(null, outcome.Exception);
        destination.Leave(start, time.GetTimestamp(), call.Options, isTrial, call.Last, IsFailure(call, outcome.Exception, isCanceled), failure);
        return outcome.Exception is { } exception && IsOwnTimeout(call, exception)
            ? Outcome.FromException<TResult>(Attempt.TimedOut(destination, call.Options, call.AttemptTimeout, call.Deadline, exception))
            : outcome;
    }

    // One of a pipeline within is passed on as it is.
    private static bool IsOwnTimeout(PipelineCall call, Exception? exception) =>
        exception is TimeoutRejectedException { Timeout: var timeout } && timeout == call.AttemptTimeout;

    private bool IsFailure(PipelineCall call, Exception? exception, bool isCanceled) =>
        pipeline.Failures.Include(exception, isCanceled)
        && (!IsOwnTimeout(call, exception) || pipeline.Destination.IsToBlame(call.AttemptTimeout, call.Options, call.Deadline));
}
