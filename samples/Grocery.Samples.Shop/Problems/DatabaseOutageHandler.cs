using Grocery.Samples.Shop.Database;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Grocery.Samples.Shop.Problems;

/// <summary>Answers 503 with <c>Retry-After</c> while the database does not answer.</summary>
internal sealed class DatabaseOutageHandler(ILogger<DatabaseOutageHandler> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (!DatabaseOutage.Is(exception))
            return false;

        Log.DatabaseOutage(logger, exception.Message);
        await ServiceUnavailable.WriteAsync(
            httpContext,
            "Database unavailable",
            "The database does not answer. A change that was asked for may have been made or not; with an Idempotency-Key it is safe to ask again.");
        return true;
    }
}
