using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.ObjectPool;

namespace Grocery.Platform.Resilience.Deadlines;

/// <summary>
/// Ends a request at its deadline: what arrives too late is answered without being seen, what is still running is cancelled. Costs
/// nothing but the look at three headers where there is no deadline.
/// </summary>
internal sealed class DeadlineMiddleware(
    RequestDelegate next,
    LiveOptions<DeadlineOptions> options,
    DeadlineMetrics metrics,
    DeadlineReport report,
    TimeProvider time,
    ILoggerFactory loggers)
{
    private readonly ObjectPool<RequestCancellation> _cancellations =
        RequestCancellationPolicy.CreatePool(time, loggers.CreateLogger(Log.Category));

    public Task InvokeAsync(HttpContext context)
    {
        var settings = options.Value;
        if (!settings.Enabled)
            return next(context);

        var brought = IncomingDeadline.Read(context.Request.Headers, settings.Header, metrics);
        if ((brought ?? settings.Default) is not { } length)
            return next(context);

        if (length > TimeSpan.Zero)
        {
            return WebSocketRequest.Is(context)
                ? next(context)
                : RunAsync(context, length < settings.Maximum ? length : settings.Maximum, isDefault: brought is null);
        }

        report.Expired(context);
        return DeadlineAnswer.WriteAsync(context);
    }

    private async Task RunAsync(HttpContext context, TimeSpan length, bool isDefault)
    {
        var client = context.RequestAborted;
        var cancellation = _cancellations.Get();
        using var deadline = AmbientDeadline.Begin(time, length, isDefault);
        cancellation.Begin(deadline, client);
        context.RequestAborted = cancellation.Token;
        var isCut = false;
        try
        {
            await next(context).ConfigureAwait(false);
            isCut = deadline.IsDue && !client.IsCancellationRequested && DeadlineAnswer.IsMissing(context);
        }
        catch (Exception exception) when (!client.IsCancellationRequested && !context.Response.HasStarted
            && DeadlineAnswer.IsCause(deadline, exception, cancellation.IsCut))
        {
            isCut = true;
        }
        finally
        {
            context.RequestAborted = client;
            _cancellations.Return(cancellation);
            if (isCut || (deadline is { IsLifted: false, Remaining.Ticks: <= 0 } && !client.IsCancellationRequested))
                report.Exceeded(context, isCut ? DeadlineOutcome.Cut : DeadlineOutcome.Late);
        }

        if (isCut)
            await DeadlineAnswer.WriteAsync(context).ConfigureAwait(false);
    }
}
