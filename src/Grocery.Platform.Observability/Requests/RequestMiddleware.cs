using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Observability.Requests;

/// <summary>Completes the server span of a request and writes its one log line, once its outcome is known.</summary>
internal sealed class RequestMiddleware(
    RequestDelegate next, ILoggerFactory loggers, IOptions<LoggingOptions> logging, TimeProvider time, SecretValues secrets)
{
    public const string Category = "Grocery.Platform.Observability.Request";

    private readonly ILogger _logger = loggers.CreateLogger(Category);
    private readonly bool _logs = logging.Value.Enabled;

    public async Task InvokeAsync(HttpContext context)
    {
        var start = RequestStart.Of(context, time.GetTimestamp());
        if (start.Span is { Recorded: true } span)
            ServerSpan.Begin(span, context, start, secrets);

        try
        {
            await next(context).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            Complete(context, RequestOutcome.Of(context, exception), start);
            throw;
        }

        Complete(context, RequestOutcome.Of(context, null), start);
    }

    private void Complete(HttpContext context, in RequestOutcome outcome, in RequestStart start)
    {
        if (start.Span is { Recorded: true } span)
            ServerSpan.End(span, context, outcome, secrets);

        if (!_logs)
            return;

        var duration = Math.Round(time.GetElapsedTime(start.Timestamp).TotalMilliseconds, 3);
        if (outcome.ErrorType is { } errorType)
            Log.RequestFailed(_logger, context.Request.Method, outcome.Route, outcome.StatusCode, errorType, duration);
        else
            Log.RequestCompleted(_logger, context.Request.Method, outcome.Route, outcome.StatusCode, duration);
    }
}
