using Microsoft.AspNetCore.Http.Features;

namespace Grocery.Platform.Testing.TestApp;

/// <summary>Stands ahead of the platform, as a careless startup filter would, and breaks one check.</summary>
internal sealed class Front(Broken broken, IConfiguration configuration, IServiceProvider services) : IStartupFilter
{
    private readonly BrokenProbes _probes = new(broken);
    private readonly BrokenManagement _management = new(broken, configuration);
    private readonly BrokenRequests _requests = new(broken, configuration, services);

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(async (context, inner) =>
        {
            using var counted = context.Request.Path == "/call" ? broken.CountCall() : null;
            if (!await _probes.AnswerAsync(context, inner) && !await _management.AnswerAsync(context, inner) && !await _requests.AnswerAsync(context, inner))
                await inner();
        });
        next(app);
    };

    /// <summary>Answers in the place of the platform, as quietly as it does.</summary>
    public static async Task<bool> AnswerAsync(HttpContext context, int status, string body = "", string type = "text/plain")
    {
        if (context.Features.Get<IHttpMetricsTagsFeature>() is { } metrics)
            metrics.MetricsDisabled = true;

        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.RetryAfter = status == 503 ? "1" : default;
        await context.Response.WriteAsync(body);
        return true;
    }
}
