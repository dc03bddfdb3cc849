using System.Globalization;
using Grocery.Samples.Products.Storage;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Net.Http.Headers;

namespace Grocery.Samples.Products.Problems;

/// <summary>Answers 503 with <c>Retry-After</c> while the database does not answer: the fault is passing and not the caller's.</summary>
internal sealed class DatabaseOutageHandler(IProblemDetailsService problems, ILogger<DatabaseOutageHandler> logger) : IExceptionHandler
{
    private static readonly string RetryAfterSeconds = 2.ToString(CultureInfo.InvariantCulture);

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (!DatabaseOutage.Is(exception))
            return false;

        Log.DatabaseOutage(logger, exception.Message);
        httpContext.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        httpContext.Response.Headers[HeaderNames.RetryAfter] = RetryAfterSeconds;
        await problems.TryWriteAsync(new ProblemDetailsContext
        {
            HttpContext = httpContext,
            ProblemDetails =
            {
                Status = StatusCodes.Status503ServiceUnavailable,
                Detail = "The product database does not answer. Nothing was changed, or it is safe to repeat with the same Idempotency-Key.",
            },
        });
        return true;
    }
}
