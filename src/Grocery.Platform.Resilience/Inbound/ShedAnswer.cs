using System.Globalization;
using Grocery.Platform.Resilience.Grpc;
using Microsoft.AspNetCore.Http;

namespace Grocery.Platform.Resilience.Inbound;

/// <summary>What the caller of a refused request reads.</summary>
internal static class ShedAnswer
{
    private const string GrpcUnavailable = "14";

    private static readonly byte[] Problem =
        """{"type":"https://tools.ietf.org/html/rfc9110#section-15.6.4","title":"Service Unavailable","status":503,"detail":"The service works on as many requests as it can. Try again later."}"""u8.ToArray();

    public static Task WriteAsync(HttpContext context, TimeSpan retryAfter)
    {
        var response = context.Response;
        if (TrailersOnly.TryWrite(context, GrpcUnavailable, "The service works on as many requests as it can."))
        {
            // The server pushback of gRPC's proposal A6.
            response.Headers["grpc-retry-pushback-ms"] = retryAfter.TotalMilliseconds.ToString("F0", CultureInfo.InvariantCulture);
            return Task.CompletedTask;
        }

        response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        response.Headers.RetryAfter = Math.Ceiling(retryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        response.ContentType = "application/problem+json";
        response.ContentLength = Problem.Length;
        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : response.Body.WriteAsync(Problem, 0, Problem.Length, CancellationToken.None);
    }
}
