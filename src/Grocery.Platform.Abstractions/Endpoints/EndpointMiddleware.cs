using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Grocery.Platform.Endpoints;

/// <summary>Answers the platform's own endpoints, and keeps the service's endpoints off the management port.</summary>
internal sealed class EndpointMiddleware(RequestDelegate next, EndpointTable table)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (table.TryFind(context, out var endpoint))
            return Answer(context, endpoint);

        if (!table.IsOnManagementPort(context))
            return next(context);

        Silence(context);
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private static Task Answer(HttpContext context, TableEntry endpoint)
    {
        Silence(context);
        context.Response.Headers.CacheControl = "no-store";

        foreach (var method in endpoint.Methods)
        {
            if (HttpMethods.Equals(context.Request.Method, method))
                return endpoint.Handler(context);
        }

        context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
        context.Response.Headers.Allow = string.Join(", ", endpoint.Methods);
        return Task.CompletedTask;
    }

    // Neither counted nor traced, whatever the caller decided; nor is what it starts, for samplers follow the local parent.
    private static void Silence(HttpContext context)
    {
        if (context.Features.Get<IHttpMetricsTagsFeature>() is { } metrics)
            metrics.MetricsDisabled = true;

        if (context.Features.Get<IHttpActivityFeature>()?.Activity is { } activity)
        {
            activity.IsAllDataRequested = false;
            activity.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        }
    }
}
