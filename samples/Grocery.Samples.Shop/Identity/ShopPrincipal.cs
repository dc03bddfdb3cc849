using System.Security.Claims;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Grocery.Samples.Shop.Identity;

/// <summary>Reads what a token says of its owner.</summary>
public static class ShopPrincipal
{
    /// <summary>Returns the id of the signed-in user.</summary>
    /// <exception cref="InvalidOperationException">Nobody is signed in: the endpoint lacks <c>RequireUser()</c>.</exception>
    public static string UserId(this ClaimsPrincipal principal) =>
        principal.FindFirstValue(JwtRegisteredClaimNames.Sub) ?? throw new InvalidOperationException("Nobody is signed in; the endpoint needs RequireUser().");

    internal static bool IsService(this ClaimsPrincipal principal) => principal.HasClaim(ShopTokens.ScopeClaim, ShopTokens.ServiceScope);
}
