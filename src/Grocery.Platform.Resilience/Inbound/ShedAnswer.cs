using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Grocery.Platform.Resilience.Inbound;

/// <summary>What the caller of a refused request reads.</summary>
internal static class ShedAnswer
{
    private const string GrpcType = "application/grpc";

    private static readonly byte[] Problem =
        """{"type":"https://tools.ietf.org/html/rfc9110#section-15.6.4","title":"Service Unavailable","status":503,"detail":"The service works on as many requests as it can. Try again later."}"""u8.ToArray();

    public static Task WriteAsync(HttpContext context, TimeSpan retryAfter)
    {
        if (context.Request.ContentType?.StartsWith(GrpcType, StringComparison.OrdinalIgnoreCase) is true)
            return WriteGrpcAsync(context, retryAfter);

        var response = context.Response;
        response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        response.Headers.RetryAfter = Math.Ceiling(retryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        response.ContentType = "application/problem+json";
        response.ContentLength = Problem.Length;
        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : response.Body.WriteAsync(Problem, 0, Problem.Length, CancellationToken.None);
    }

    // Headers only, which gRPC calls Trailers-Only; the wait is the server pushback of its proposal A6.
    private static Task WriteGrpcAsync(HttpContext context, TimeSpan retryAfter)
    {
        var response = context.Response;
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = GrpcType;
        response.Headers["grpc-status"] = "14";
        response.Headers["grpc-message"] = "The service works on as many requests as it can.";
        response.Headers["grpc-retry-pushback-ms"] = retryAfter.TotalMilliseconds.ToString("F0", CultureInfo.InvariantCulture);
        return Task.CompletedTask;
    }
}
