using System.Diagnostics;
using Grocery.Platform.Observability.Logging.Buffering;
using Grocery.Platform.Observability.Logging.Scopes;
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
    RequestLogs requestLogs,
    TimeProvider time,
    SecretValues secrets)
{
    public const string Category = "Grocery.Platform.Observability.Request";

    private readonly ILogger _logger = loggers.CreateLogger(Category);
    private readonly RequestLine? _line = logging.Value.Enabled ? new RequestLine(loggers.CreateLogger(Category)) : null;

    public async Task InvokeAsync(HttpContext context)
    {
        var start = RequestStart.Of(context, time.GetTimestamp());
        var body = _line is not null && options.Value.Enabled ? CountedBody.Of(context) : null;
        var log = _line is not null ? requestLogs.Begin() : null;
        if (start.Span is { Recorded: true } span)
            ServerSpan.Begin(span, context, start, secrets);

        try
        {
            await next(context).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            Complete(context, start, body, log, exception);
            throw;
        }

        Complete(context, start, body, log, null);
    }

    private void Complete(HttpContext context, in RequestStart start, CountedBody? body, LogScope? log, Exception? thrown)
    {
        var settings = options.Value;
        var isWritten = true;
        try
        {
            var outcome = RequestOutcome.Of(context, thrown, time.GetElapsedTime(start.Timestamp), settings.Slow);
            isWritten = outcome.IsFailure || outcome.IsSlow;
            if (start.Span is { } span)
                CompleteSpan(span, context, start, outcome);

            End(ref log, isWritten);
            if (settings.Enabled)
                _line?.Write(context, outcome, body?.Size, settings);
        }
        catch (Exception exception)
        {
            // A feature or a user of the service that throws must not take the place of its answer.
            Log.RequestUntold(_logger, exception);
        }
        finally
        {
            End(ref log, isWritten);
        }
    }

    private void End(ref LogScope? log, bool isWritten)
    {
        if (log is not null)
            requestLogs.End(log, isWritten);

        log = null;
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
}
