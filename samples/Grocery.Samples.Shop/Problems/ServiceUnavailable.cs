using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Grocery.Samples.Shop.Problems;

/// <summary>The answer to a fault that passes and is not the caller's: 503 with <c>Retry-After</c>.</summary>
public static class ServiceUnavailable
{
    private static readonly string RetryAfterSeconds = 2.ToString(CultureInfo.InvariantCulture);

    public static Task WriteAsync(HttpContext context, string title, string detail)
    {
        context.Response.Headers[HeaderNames.RetryAfter] = RetryAfterSeconds;
        return TypedResults.Problem(detail, statusCode: StatusCodes.Status503ServiceUnavailable, title: title).ExecuteAsync(context);
    }
}
