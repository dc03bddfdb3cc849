using System.Globalization;
using Grocery.Samples.Products.Storage;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Net.Http.Headers;

namespace Grocery.Samples.Products.Problems;

/// <summary>Answers 503 with <c>Retry-After</c> while the database does not answer: the fault is passing and not the caller's.</summary>
internal sealed class DatabaseOutageHandler(ILogger<DatabaseOutageHandler> logger) : IExceptionHandler
{
    private static readonly string RetryAfterSeconds = 2.ToString(CultureInfo.InvariantCulture);

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (!DatabaseOutage.Is(exception))
            return false;

        Log.DatabaseOutage(logger, exception.Message);
        httpContext.Response.Headers[HeaderNames.RetryAfter] = RetryAfterSeconds;
        await TypedResults.Problem(
            "The product database does not answer. With an Idempotency-Key an order is safe to repeat; without one it may have been made.",
            statusCode: StatusCodes.Status503ServiceUnavailable).ExecuteAsync(httpContext);
        return true;
    }
}
