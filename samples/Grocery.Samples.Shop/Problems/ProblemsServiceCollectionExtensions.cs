using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Grocery.Samples.Shop.Problems;

/// <summary>Registers the answers to what goes wrong: RFC 9457 problem details, whatever the environment.</summary>
internal static class ProblemsServiceCollectionExtensions
{
    public static void AddProblems(this IServiceCollection services)
    {
        services.AddProblemDetails();
        services.AddExceptionHandler<DatabaseOutageHandler>();
        services.AddExceptionHandler<DependencyOutageHandler>();
        services.AddExceptionHandler<BadRequestHandler>();

        // Thrown, a bad request reaches the handler, which can say what was bad about it; otherwise it is a bare 400.
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
    }
}
