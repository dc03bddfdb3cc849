using Grocery.Platform.Health.Checks;
using Grocery.Platform.Health.Drain;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Grocery.Platform.Health.Probes;

/// <summary>Answers the probes of the orchestrator from the snapshot alone.</summary>
internal sealed class ProbeAnswers(HealthSnapshot snapshot, DrainState drain, IHostApplicationLifetime lifetime)
{
    private static readonly byte[] Healthy = "Healthy"u8.ToArray();
    private static readonly byte[] Degraded = "Degraded"u8.ToArray();
    private static readonly byte[] Unhealthy = "Unhealthy"u8.ToArray();

    private bool IsStarted => lifetime.ApplicationStarted.IsCancellationRequested && snapshot.IsComplete;

    public Task AnswerLiveAsync(HttpContext context) => AnswerAsync(context, HealthStatus.Healthy);

    public Task AnswerStartupAsync(HttpContext context) => AnswerAsync(context, IsStarted ? HealthStatus.Healthy : HealthStatus.Unhealthy);

    public Task AnswerReadyAsync(HttpContext context) =>
        AnswerAsync(context, IsStarted && !drain.HasBegun ? snapshot.Status : HealthStatus.Unhealthy);

    private Task AnswerAsync(HttpContext context, HealthStatus status)
    {
        var response = context.Response;
        if (status == HealthStatus.Unhealthy)
        {
            response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            response.Headers.RetryAfter = snapshot.RetryAfter;
        }

        var body = status switch
        {
            HealthStatus.Healthy => Healthy,
            HealthStatus.Degraded => Degraded,
            _ => Unhealthy,
        };
        response.ContentType = "text/plain";
        response.ContentLength = body.Length;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : response.Body.WriteAsync(body, 0, body.Length);
    }
}
