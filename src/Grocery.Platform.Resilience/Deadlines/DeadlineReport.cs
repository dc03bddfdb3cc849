using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Resilience.Deadlines;

/// <summary>Tells what became of the deadline of a request: to metrics, to its server span, and to a log line for who looks for it.</summary>
internal sealed class DeadlineReport(DeadlineMetrics metrics, ILoggerFactory loggers)
{
    private readonly ILogger _logger = loggers.CreateLogger(Log.Category);

    public void Expired(HttpContext context)
    {
        metrics.Expired();
        Mark(context, DeadlineOutcome.Expired);
        Log.DeadlineExpired(_logger);
    }

    public void Exceeded(HttpContext context, string outcome)
    {
        metrics.Exceeded(outcome);
        Mark(context, outcome);
        Log.DeadlineExceeded(_logger, outcome);
    }

    private static void Mark(HttpContext context, string outcome)
    {
        if (context.Features.Get<IHttpActivityFeature>()?.Activity is { IsAllDataRequested: true } span)
            span.SetTag(DeadlineOutcome.Tag, outcome);
    }
}
