using Grocery.Platform.Health.Checks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Health.Probes;

/// <summary>Answers with a status and one plain word, from the snapshot alone.</summary>
internal sealed class ProbeAnswers(ServiceHealth health, HealthSnapshot snapshot, IOptions<HealthStatusCodeOptions> codes)
{
    private readonly Answer _healthy = new("Healthy"u8, codes.Value.Healthy);
    private readonly Answer _degraded = new("Degraded"u8, codes.Value.Degraded);
    private readonly Answer _unhealthy = new("Unhealthy"u8, codes.Value.Unhealthy);

    public Task AnswerLiveAsync(HttpContext context) => AnswerAsync(context, health.Live);

    public Task AnswerStartupAsync(HttpContext context) => AnswerAsync(context, health.Startup);

    public Task AnswerReadyAsync(HttpContext context) => AnswerAsync(context, health.Ready);

    public Task AnswerAsync(HttpContext context, HealthStatus status)
    {
        var answer = Begin(context, status);
        if (!answer.HasBody)
            return Task.CompletedTask;

        var response = context.Response;
        response.ContentType = "text/plain";
        response.ContentLength = answer.Body.Length;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : response.Body.WriteAsync(answer.Body, 0, answer.Body.Length);
    }

    /// <summary>Sets the status of the response.</summary>
    public Answer Begin(HttpContext context, HealthStatus status)
    {
        var answer = status switch
        {
            HealthStatus.Healthy => _healthy,
            HealthStatus.Degraded => _degraded,
            _ => _unhealthy,
        };
        if (answer.StatusCode != StatusCodes.Status200OK)
            context.Response.StatusCode = answer.StatusCode;
        if (answer.StatusCode == StatusCodes.Status503ServiceUnavailable)
            context.Response.Headers.RetryAfter = snapshot.RetryAfter;

        return answer;
    }

    internal sealed class Answer(ReadOnlySpan<byte> body, int statusCode)
    {
        public byte[] Body { get; } = body.ToArray();

        public int StatusCode => statusCode;

        /// <summary>Gets a value indicating whether the status allows a body (RFC 9110, section 6.4.1).</summary>
        public bool HasBody { get; } =
            statusCode is not (StatusCodes.Status204NoContent or StatusCodes.Status205ResetContent or StatusCodes.Status304NotModified);
    }
}
