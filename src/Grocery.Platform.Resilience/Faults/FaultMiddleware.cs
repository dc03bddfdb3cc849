using Grocery.Platform.Resilience.Routing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Grocery.Platform.Resilience.Faults;

/// <summary>
/// Injects faults into incoming requests, but not into health checks. The platform's own endpoints have been answered before it.
/// </summary>
internal sealed class FaultMiddleware(
    RequestDelegate next, FaultRules rules, FaultTelemetry telemetry, FaultDice dice, HealthRequests health, TimeProvider time)
{
    public Task InvokeAsync(HttpContext context) =>
        rules.Incoming is { Length: > 0 } incoming && !health.Includes(context) ? InjectAsync(context, incoming) : next(context);

    private async Task InjectAsync(HttpContext context, FaultRule[] incoming)
    {
        var template = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText is { } text ? $"/{text.TrimStart('/')}" : null;
        foreach (var rule in incoming)
        {
            if (!(rule.Fault.MatchesRoute(context.Request.Path.Value) || rule.Fault.MatchesRoute(template)) || !rule.Hit(dice))
                continue;

            if (rule.Fault.Latency is { } latency)
            {
                telemetry.Injected(rule, FaultTelemetry.Latency);
                await Task.Delay(latency, time, context.RequestAborted).ConfigureAwait(false);
            }

            if (IsEnded(rule, context))
                return;
        }

        await next(context).ConfigureAwait(false);
    }

    private bool IsEnded(FaultRule rule, HttpContext context)
    {
        if (rule.Fault.Error is not null)
        {
            telemetry.Injected(rule, FaultTelemetry.Error);
            context.Abort();
            return true;
        }

        if (rule.Fault.Status is not { } status)
            return false;

        telemetry.Injected(rule, FaultTelemetry.Status);
        context.Response.StatusCode = status;
        context.Response.Headers[FaultInjector.Header] = rule.Name;
        return true;
    }
}
