using Grocery.Platform.Resilience.Deadlines;
using Grocery.Platform.Resilience.Routing;
using Microsoft.AspNetCore.Http;

namespace Grocery.Platform.Resilience.Inbound;

/// <summary>Lets a request in, lets it wait, or refuses it.</summary>
internal sealed class InboundMiddleware(
    RequestDelegate next,
    InboundLimiter limiter,
    InboundQueue queue,
    InboundMetrics metrics,
    SheddingWatch watch,
    DeadlineReport deadlines,
    HealthRequests health,
    LiveOptions<InboundOptions> live,
    TimeProvider time)
{
    public Task InvokeAsync(HttpContext context)
    {
        var priority = PriorityOf(context);
        if (priority is RequestPriority.Exempt)
            return next(context);

        return limiter.TryEnter(priority) is { } cohort ? RunAsync(context, cohort) : WaitAsync(context, priority);
    }

    private RequestPriority PriorityOf(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<RequestPriorityAttribute>()?.Priority
        ?? (health.Includes(context) ? RequestPriority.Exempt : RequestPriority.Normal);

    private async Task RunAsync(HttpContext context, Cohort cohort)
    {
        var start = time.GetTimestamp();
        var hasFailed = true;
        var upgrade = InboundUpgrade.Watch(context, limiter, queue, cohort);
        try
        {
            await next(context).ConfigureAwait(false);
            hasFailed = context.Response.StatusCode >= StatusCodes.Status400BadRequest;
        }
        finally
        {
            if (upgrade is not { HasLeft: true })
            {
                limiter.Leave(cohort, start, hasFailed);
                queue.LetIn();
            }
        }
    }

    private async Task WaitAsync(HttpContext context, RequestPriority priority)
    {
        var start = time.GetTimestamp();
        var (cohort, reason) = await queue.WaitAsync(priority, context.RequestAborted).ConfigureAwait(false);
        metrics.Queued(time.GetElapsedTime(start));
        if (cohort is not null)
        {
            await RunAsync(context, cohort).ConfigureAwait(false);
            return;
        }

        metrics.Shed(reason!, priority);

        // Whoever has cancelled the request, its client or its deadline, knows what is to be answered.
        context.RequestAborted.ThrowIfCancellationRequested();
        if (reason is ShedReason.Deadline)
        {
            // Counted here, so that nobody counts it as late who finds it answered.
            AmbientDeadline.Current?.Lift();
            deadlines.Exceeded(context, DeadlineOutcome.Cut);
            await DeadlineAnswer.WriteAsync(context).ConfigureAwait(false);
            return;
        }

        watch.Shed(reason!);
        await ShedAnswer.WriteAsync(context, live.Value.RetryAfter).ConfigureAwait(false);
    }
}
