using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Grocery.Samples.Shop.Identity;

/// <summary>Who may call an endpoint.</summary>
public static class Policies
{
    internal const string User = "user";
    internal const string Service = "service";

    /// <summary>Lets in signed-in users: 401 without a good token, 403 for a service.</summary>
    public static TBuilder RequireUser<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => Require(endpoint, User);

    /// <summary>Lets in services of the shop: 401 without a good token, 403 for a user.</summary>
    public static TBuilder RequireService<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => Require(endpoint, Service);

    private static TBuilder Require<TBuilder>(TBuilder endpoint, string policy)
        where TBuilder : IEndpointConventionBuilder => endpoint
            .RequireAuthorization(policy)
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden);
}
