using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Resilience.Deadlines;

/// <summary>
/// Makes the time-out that ASP.NET Core has for an endpoint the deadline of its outgoing calls too. <c>UseRequestTimeouts</c> of the
/// service cancels the request then, and answers it.
/// </summary>
internal sealed class EndpointDeadlineMiddleware(
    RequestDelegate next,
    IOptionsMonitor<RequestTimeoutOptions> timeouts,
    LiveOptions<DeadlineOptions> options,
    DeadlineReport report,
    TimeProvider time)
{
    public Task InvokeAsync(HttpContext context)
    {
        // As UseRequestTimeouts does, so that nobody is cut off at a breakpoint.
        if (Debugger.IsAttached || !options.Value.Enabled)
            return next(context);

        var timeout = EndpointTimeout.Of(context.GetEndpoint()?.Metadata, timeouts.CurrentValue);
        if (timeout.ReplacesDefault && AmbientDeadline.Current is { IsDefault: true } deadline)
            deadline.Lift();

        return timeout.Length is { } length && !(AmbientDeadline.Current?.Remaining <= length) && !WebSocketRequest.Is(context)
            ? RunAsync(context, length, timeout.Policy)
            : next(context);
    }

    // Of outgoing calls that ended by the deadline ASP.NET Core's middleware knows nothing: it answers what its own token has cancelled.
    private async Task RunAsync(HttpContext context, TimeSpan length, RequestTimeoutPolicy? policy)
    {
        var aborted = context.RequestAborted;
        using var deadline = AmbientDeadline.Begin(time, length);
        try
        {
            await next(context).ConfigureAwait(false);
            if (!deadline.IsDue || aborted.IsCancellationRequested || !DeadlineAnswer.IsMissing(context))
                return;
        }
        catch (Exception exception) when (
            !aborted.IsCancellationRequested && !context.Response.HasStarted && DeadlineAnswer.IsCause(deadline, exception, isCancelled: false))
        {
            // Answered below.
        }

        report.Exceeded(context, DeadlineOutcome.Cut);
        await AnswerAsync(context, policy).ConfigureAwait(false);
    }

    private static Task AnswerAsync(HttpContext context, RequestTimeoutPolicy? policy)
    {
        if (policy is not { TimeoutStatusCode: not null } and not { WriteTimeoutResponse: not null })
            return DeadlineAnswer.WriteAsync(context);

        context.Response.Clear();
        context.Response.StatusCode = policy.TimeoutStatusCode ?? StatusCodes.Status504GatewayTimeout;
        return policy.WriteTimeoutResponse?.Invoke(context) ?? Task.CompletedTask;
    }
}
