using Microsoft.AspNetCore.Http.Features;

namespace Grocery.Platform.Testing.TestApp;

/// <summary>Breaks checks of probes.</summary>
internal sealed class BrokenProbes(Broken broken)
{
    private static readonly Action<ILogger, string, Exception?> Say = LoggerMessage.Define<string>(LogLevel.Information, new EventId(2000), "Asked {Path}");

    /// <summary>Answers, and returns whether it did.</summary>
    public async Task<bool> AnswerAsync(HttpContext context, Func<Task> next)
    {
        var path = context.Request.Path.Value!;
        if (!path.StartsWith("/health/", StringComparison.Ordinal))
            return false;

        if (StatusOf(context, path["/health/".Length..]) is { } status)
            return await Front.AnswerAsync(context, status, status == 200 ? "Healthy" : "");

        if (broken.Is("probes-not-cached"))
        {
            context.Response.OnStarting(() =>
            {
                context.Response.Headers.CacheControl = default;
                return Task.CompletedTask;
            });
        }

        if (broken.Is("log-probes-silent"))
            Say(context.RequestServices.GetRequiredService<ILogger<BrokenProbes>>(), path, null);

        await next();
        if (broken.Is("probes-not-counted") && context.Features.Get<IHttpMetricsTagsFeature>() is { } metrics)
            metrics.MetricsDisabled = false;

        return true;
    }

    private int? StatusOf(HttpContext context, string probe)
    {
        var isGet = HttpMethods.IsGet(context.Request.Method);
        var deadline = context.Request.Headers["X-Request-Timeout-Ms"].ToString();
        var isOnManagementPort = BrokenManagement.IsOn(context);
        var isStopping = broken.Stopping.IsCancellationRequested;

        // Of the probe alone: neither of what other checks ask it.
        if (broken.IsMain && isGet && !isOnManagementPort && !isStopping && deadline.Length == 0 && broken.Is($"{probe}-answers"))
            return 503;

        return (probe, isGet) switch
        {
            ("startup", true) when isOnManagementPort && broken.Is("probes-on-management-port") => 404,
            ("live", false) when broken.Is("probes-only-read") => 200,
            (_, true) when deadline == "0" && broken.Is("probes-ignore-deadlines") => 504,
            ("ready", true) when isStopping && broken.Is("stop-readiness-falls") => 200,
            ("live", true) when isStopping && broken.Is("stop-liveness-stays") => 503,
            ("ready", true) when !broken.IsWarm && broken.Is("ready-after-warm-up") => 200,
            ("live", true) when !broken.IsMain && broken.Calls > 0 && broken.Is("probes-not-shed") => 503,
            _ => null,
        };
    }
}
