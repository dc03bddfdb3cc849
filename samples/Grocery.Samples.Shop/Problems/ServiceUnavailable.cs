using Microsoft.AspNetCore.Http;

namespace Grocery.Samples.Shop.Problems;

/// <summary>The answer to a fault that passes and is not the caller's: 503 with <c>Retry-After</c>.</summary>
public static class ServiceUnavailable
{
    /// <summary>The value of <c>Retry-After</c>, in seconds: soon, as most faults of the shop pass by themselves.</summary>
    public const string RetryAfter = "2";

    public static Task WriteAsync(HttpContext context, string title, string detail)
    {
        context.Response.Headers.RetryAfter = RetryAfter;
        return TypedResults.Problem(detail, statusCode: StatusCodes.Status503ServiceUnavailable, title: title).ExecuteAsync(context);
    }
}
