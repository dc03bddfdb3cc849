using System.Security.Claims;

namespace Grocery.Samples.Shop.Identity;

/// <summary>A token that is good.</summary>
/// <param name="Principal">Whose it is.</param>
/// <param name="IssuedAt">When it was issued, perhaps in the place of an earlier one.</param>
/// <param name="ExpiresAt">When it ends.</param>
/// <param name="AuthenticatedAt">When its owner signed in.</param>
public sealed record ShopToken(ClaimsPrincipal Principal, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt, DateTimeOffset AuthenticatedAt);
