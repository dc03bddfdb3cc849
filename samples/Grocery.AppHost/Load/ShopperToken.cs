using Grocery.AppHost.Cloud;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Grocery.AppHost.Load;

/// <summary>Signs shoppers in, for each request anew, without a password: the AppHost knows the key of the shop, as it made it.</summary>
internal static class ShopperToken
{
    private const string Shop = "grocery-shop";
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(2);
    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    public static string Issue(SigningKeys keys, string userId)
    {
        var (id, secret) = keys.Current;
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        return Handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Shop,
            Audience = Shop,
            IssuedAt = now,
            Expires = now + Lifetime,
            Claims = new Dictionary<string, object> { [JwtRegisteredClaimNames.Sub] = userId, [JwtRegisteredClaimNames.Name] = "Shopper" },
            SigningCredentials = new SigningCredentials(
                new SymmetricSecurityKey(Convert.FromBase64String(secret)) { KeyId = id }, SecurityAlgorithms.HmacSha256),
        });
    }
}
