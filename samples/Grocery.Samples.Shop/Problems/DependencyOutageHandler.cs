using Grocery.Samples.Shop.Clients;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Grocery.Samples.Shop.Problems;

/// <summary>Answers 503 with <c>Retry-After</c> when a service that this one needs failed, and the platform's pipeline with it.</summary>
internal sealed class DependencyOutageHandler(ILogger<DependencyOutageHandler> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (!DependencyOutage.Is(exception))
            return false;

        var kind = exception.GetType().Name;
        Log.DependencyOutage(logger, kind, exception.Message);
        await ServiceUnavailable.WriteAsync(
            httpContext, "Dependency unavailable", "A service that this answer needs does not answer. Nothing is wrong with the request; try it again.");
        return true;
    }
}
