using Grocery.Platform.Resilience.Destinations;
using Polly;

namespace Grocery.Platform.Resilience.Pipelines;

/// <summary>The outermost strategy of a pipeline: begins the deadline, and measures the whole.</summary>
internal sealed class PipelineCallStrategy(PlatformPipeline pipeline) : ResilienceStrategy
{
    protected override async ValueTask<Outcome<TResult>> ExecuteCore<TResult, TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<TResult>>> callback, ResilienceContext context, TState state)
    {
        var (destination, options) = (pipeline.Destination, pipeline.Options);
        var time = destination.Telemetry.Time;
        var deadline = CallDeadline.Begin(time, options, pipeline.WorkDeadline);
        var call = options.Enabled ? new PipelineCall(pipeline, deadline) : null;
        var outer = PipelineCall.Exchange(context, call);
        try
        {
            var outcome = await callback(context, state).ConfigureAwait(context.ContinueOnCapturedContext);
            if (call is null)
                return outcome;

            var ended = context.CancellationToken.IsCancellationRequested && outcome.Exception is OperationCanceledException
                ? CallOutcome.Canceled
                : call.Last;
            destination.Telemetry.CallEnded(ended, time.GetElapsedTime(deadline.Start));
            return outcome;
        }
        finally
        {
            PipelineCall.Exchange(context, outer);
        }
    }
}
