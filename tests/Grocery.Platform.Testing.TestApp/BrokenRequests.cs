using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Grocery.Platform.Testing.TestApp;

/// <summary>Breaks checks of ordinary requests.</summary>
internal sealed class BrokenRequests(Broken broken, IConfiguration configuration, IServiceProvider services)
{
    private const string Deadline = "X-Request-Timeout-Ms";

    private static readonly Action<ILogger, string, Exception?> Say = LoggerMessage.Define<string>(LogLevel.Information, new EventId(1), "Called by {Caller}");

    private double Ratio => double.Parse(configuration["Platform:Observability:Sampling:Ratio"] ?? "1", CultureInfo.InvariantCulture);

    /// <summary>Answers, and returns whether it did.</summary>
    public async Task<bool> AnswerAsync(HttpContext context, Func<Task> next)
    {
        if (IsRefused(context))
            return await Front.AnswerAsync(context, StatusCodes.Status400BadRequest);

        BreakDeadline(context.Request.Headers);
        if (broken.Is("metrics-bounded") && context.Features.Get<IHttpMetricsTagsFeature>() is { } metrics)
            metrics.Tags.Add(new KeyValuePair<string, object?>("path", context.Request.Path.Value));

        if (broken.Is("credential-not-in-log") && context.Request.Headers.Cookie.Count > 0)
            Say(services.GetRequiredService<ILogger<BrokenRequests>>(), context.Request.Headers.Cookie.ToString(), null);

        if (broken.Is("reload-invalid-survived") && !BrokenManagement.IsOn(context) && Ratio > 1)
            throw new InvalidOperationException("The ratio is over 1.");

        if (BreakStop(context))
            return await Front.AnswerAsync(context, StatusCodes.Status503ServiceUnavailable);

        if (broken.Is("stop-finishes-requests") && !broken.Stopping.IsCancellationRequested)
        {
            using var aborting = broken.Stopping.Register(context.Abort);
            await next();
            return true;
        }

        return broken.Is("failures-hide-details") && await AnswerFailureAsync(context, next);
    }

    private static async Task<bool> AnswerFailureAsync(HttpContext context, Func<Task> next)
    {
        try
        {
            await next();
            return true;
        }
        catch (HttpRequestException exception)
        {
            return await Front.AnswerAsync(context, StatusCodes.Status500InternalServerError, exception.ToString());
        }
    }

    private bool IsRefused(HttpContext context)
    {
        var headers = context.Request.Headers;
        if (broken.Is("trace-malformed-survived") && headers.TraceParent.Count > 0)
            return !ActivityContext.TryParse(headers.TraceParent, null, out _);

        return broken.Is("deadline-malformed-ignored") && headers[Deadline].Count > 0 && !int.TryParse(headers[Deadline], out _);
    }

    private void BreakDeadline(IHeaderDictionary headers)
    {
        if (!int.TryParse(headers[Deadline], out var milliseconds))
            return;

        if ((milliseconds == 0 && broken.Is("deadline-expired-refused")) || (milliseconds is > 0 and < 500 && broken.Is("deadline-cuts-work")))
            headers.Remove(Deadline);
    }

    // Returns whether the request is refused.
    private bool BreakStop(HttpContext context)
    {
        if (!broken.Stopping.IsCancellationRequested)
            return false;

        if (broken.Is("stop-closes-connections"))
            context.Features.Set<IConnectionLifetimeNotificationFeature>(new LastingConnection());

        if (!broken.IsMain || !broken.Is("stop-still-serves"))
            return false;

        context.Response.Headers.Connection = "close";
        return true;
    }
}
