using System.Diagnostics;
using System.Security.Claims;
using Grocery.Platform.Config.Flags.Rules;
using Microsoft.FeatureManagement.FeatureFilters;

namespace Grocery.Platform.Config.Flags.Requests;

/// <summary>Finds who sends the request: by its claims, or by what another service says.</summary>
internal sealed class RequestUsers(LiveOptions<FlagsOptions> options) : ITargetingContextAccessor
{
    // One of the two that Microsoft.FeatureManagement takes for roles, whatever the identity says.
    private const string RoleClaim = "http://schemas.microsoft.com/ws/2008/06/identity/claims/role";

    // Anybody may send baggage.
    private const int LongestFromBaggage = 256;

    public ValueTask<TargetingContext> GetContextAsync()
    {
        var user = Of(FlagScope.Current);
        return new(new TargetingContext { UserId = user.Id, Groups = user.Groups! });
    }

    /// <summary>Finds the user; nobody in particular when there is no request.</summary>
    public FlagUser Of(FlagScope? scope) => Find(scope)?.User ?? FlagUser.Anybody;

    /// <summary>Finds the user when there is a request.</summary>
    public RequestUser? Find(FlagScope? scope)
    {
        if (scope?.Request?.User is not { } principal)
            return null;
        if (scope.User is { } known && ReferenceEquals(known.Principal, principal))
            return known;

        return scope.User = Read(principal);
    }

    private RequestUser Read(ClaimsPrincipal principal)
    {
        var settings = options.Value;
        var isAuthenticated = principal.Identities.Any(identity => identity.IsAuthenticated);
        var id = string.IsNullOrEmpty(settings.UserClaim) ? principal.Identity?.Name : principal.FindFirst(settings.UserClaim)?.Value;
        if (!isAuthenticated && id is null && !string.IsNullOrEmpty(settings.UserBaggageKey))
            id = Activity.Current?.GetBaggageItem(settings.UserBaggageKey) is { Length: <= LongestFromBaggage } named ? named : null;

        return new RequestUser(principal, new FlagUser(id, ReadGroups(principal, settings.GroupClaim)), isAuthenticated);
    }

    private static string[] ReadGroups(ClaimsPrincipal principal, string? type) =>
        [.. principal.Identities
            .SelectMany(identity => identity.Claims.Where(claim =>
                string.IsNullOrEmpty(type) ? claim.Type == identity.RoleClaimType || claim.Type == RoleClaim : claim.Type == type))
            .Select(claim => claim.Value)
            .Distinct()];
}
