using System.Diagnostics;
using Grocery.Platform.Observability.Tracing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Observability.Requests;

/// <summary>Completes the server span of a request and writes its one log line, once its outcome is known.</summary>
internal sealed class RequestMiddleware(
    RequestDelegate next,
    ILoggerFactory loggers,
    IOptions<LoggingOptions> logging,
    LiveOptions<RequestOptions> options,
    KeptTraces kept,
    TimeProvider time,
    SecretValues secrets)
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
            Complete(context, start, exception);
            throw;
        }

        Complete(context, start, null);
    }

    private void Complete(HttpContext context, in RequestStart start, Exception? thrown)
    {
        var outcome = RequestOutcome.Of(context, thrown, time.GetElapsedTime(start.Timestamp), options.Value.Slow);
        if (start.Span is { } span)
            CompleteSpan(span, context, start, outcome);

        if (_logs)
            WriteLine(context, outcome);
    }

    private void CompleteSpan(Activity span, HttpContext context, in RequestStart start, in RequestOutcome outcome)
    {
        if (!span.Recorded)
        {
            if (!(outcome.IsFailure || outcome.IsSlow) || !kept.TryKeep(span, outcome.IsFailure ? KeptTraces.Error : KeptTraces.Slow))
                return;

            ServerSpan.Begin(span, context, start, secrets);
        }

        ServerSpan.End(span, context, outcome, secrets);
    }

    private void WriteLine(HttpContext context, in RequestOutcome outcome)
    {
        var duration = Math.Round(outcome.Duration.TotalMilliseconds, 3);
        if (outcome.ErrorType is { } errorType)
            Log.RequestFailed(_logger, context.Request.Method, outcome.Route, outcome.StatusCode, errorType, duration);
        else
            Log.RequestCompleted(_logger, context.Request.Method, outcome.Route, outcome.StatusCode, duration);
    }
}
