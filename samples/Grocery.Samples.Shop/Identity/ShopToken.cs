using System.Security.Claims;

namespace Grocery.Samples.Shop.Identity;

/// <summary>A token that is good.</summary>
public sealed record ShopToken(ClaimsPrincipal Principal, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt);
