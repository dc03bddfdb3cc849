using Grocery.Platform.Resilience.Destinations;
using Grocery.Platform.Resilience.Outgoing;
using Polly;

namespace Grocery.Platform.Resilience.Pipelines;

/// <summary>One execution of a pipeline with all its attempts.</summary>
internal sealed class PipelineCall(PlatformPipeline pipeline, in CallDeadline deadline)
{
    private static readonly ResiliencePropertyKey<PipelineCall?> Key = new("Grocery.Platform.Resilience.PipelineCall");

    private readonly CallDeadline _deadline = deadline;
    private bool _isCounted;

    public PipelineOptions Options { get; } = pipeline.Options;

    public ref readonly CallDeadline Deadline => ref _deadline;

    /// <summary>Gets or sets how the last attempt ended.</summary>
    public CallOutcome Last { get; set; }

    /// <summary>Gets the time that the attempt of now has.</summary>
    public TimeSpan AttemptTimeout { get; private set; }

    /// <summary>Gets the wait before the retry that was decided last.</summary>
    public TimeSpan RetryDelay { get; private set; }

    private Destination Destination => pipeline.Destination;

    /// <summary>Finds the execution of now, or <see langword="null"/> where the pipeline is switched off.</summary>
    public static PipelineCall? Of(ResilienceContext context) => context.Properties.GetValue(Key, null);

    /// <summary>Makes it the one of now.</summary>
    /// <returns>The one around it: a pipeline may execute another with its own context.</returns>
    public static PipelineCall? Exchange(ResilienceContext context, PipelineCall? call)
    {
        var outer = Of(context);
        context.Properties.Set(Key, call);
        return outer;
    }

    /// <summary>Takes the time of the next attempt.</summary>
    /// <returns>Whether there is any left.</returns>
    public bool HasTime()
    {
        var left = _deadline.Left(Destination.Telemetry.Time);
        AttemptTimeout = left < Options.AttemptTimeout ? left : Options.AttemptTimeout;
        return left > TimeSpan.Zero;
    }

    /// <summary>Counts the first attempt, of which the budget allows a part to be made again.</summary>
    public void CountRequest()
    {
        if (!_isCounted)
            Destination.Budget.CountRequest(_deadline.Start);

        _isCounted = true;
    }

    public bool DecidesToRetry(Outcome<object> outcome, int retries, bool isCanceled)
    {
        if (isCanceled || retries >= Options.MaxRetries || !pipeline.Failures.Include(outcome.Exception, isCanceled))
            return false;

        RetryDelay = BackOff.Next(RetryDelay, Options);
        var reason = RetryDelay >= _deadline.Left(Destination.Telemetry.Time) ? "deadline"
            : Destination.Breaker.IsRejecting ? "breaker"
            : Destination.Budget.TrySpend() ? null : "budget";
        if (reason is not null)
            Destination.Telemetry.RetryWithheld(reason);

        return reason is null;
    }

    public void ReportRetry(Outcome<object> outcome, int retry) =>
        Destination.Telemetry.Retrying(Destination, retry, RetryDelay, TransientFailure.Describe(null, outcome.Exception));
}
