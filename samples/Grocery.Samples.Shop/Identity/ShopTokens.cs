using System.Security.Claims;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Grocery.Samples.Shop.Identity;

/// <summary>Issues and checks the tokens of the shop: JSON Web Tokens (RFC 7519) signed with HMAC-SHA256. Safe for concurrent use.</summary>
public sealed class ShopTokens
{
    internal const string ServiceScope = "service";
    internal const string ScopeClaim = "scope";
    private const string Shop = "grocery-shop";
    private static readonly TimeSpan ServiceLifetime = TimeSpan.FromMinutes(10);

    // However often the token is renewed.
    private static readonly TimeSpan LongestSession = TimeSpan.FromDays(30);

    // The clocks of two machines differ.
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false, SetDefaultTimesOnTokenCreation = false };
    private readonly SigningKeys _keys;
    private readonly LiveOptions<IdentityOptions> _options;
    private readonly ServiceIdentity _service;
    private readonly TimeProvider _time;
    private readonly TokenValidationParameters _validation;
    private ServiceToken? _serviceToken;

    internal ShopTokens(SigningKeys keys, LiveOptions<IdentityOptions> options, ServiceIdentity service, TimeProvider time)
    {
        (_keys, _options, _service, _time) = (keys, options, service, time);
        _validation = new TokenValidationParameters
        {
            ValidIssuer = Shop,
            ValidAudience = Shop,
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            NameClaimType = JwtRegisteredClaimNames.Name,
            IssuerSigningKeyResolver = (_, _, id, _) => keys.WithId(id),
            LifetimeValidator = (_, expires, _, _) => expires > time.GetUtcNow().UtcDateTime - Skew,
        };
    }

    /// <summary>Issues a token for a user who has just signed in, good for <c>Identity:Lifetime</c>.</summary>
    /// <param name="userId">The user; becomes <c>sub</c>.</param>
    /// <param name="name">What the user is called.</param>
    public string Issue(string userId, string name) => Issue(userId, name, _time.GetUtcNow(), _options.Value.Lifetime);

    /// <summary>Issues a token in the place of one that is over half of its life, so that who uses the shop stays signed in, for 30 days at most.</summary>
    /// <returns><see langword="null"/> when it is too early, or the new one would end no later.</returns>
    public string? Renew(ShopToken token)
    {
        var now = _time.GetUtcNow();
        if (now - token.IssuedAt <= (token.ExpiresAt - token.IssuedAt) / 2 || token.Principal.Identity?.Name is not { } name)
            return null;

        var (lifetime, rest) = (_options.Value.Lifetime, token.AuthenticatedAt + LongestSession - now);
        if (rest < lifetime)
            lifetime = rest;

        return now + lifetime > token.ExpiresAt ? Issue(token.Principal.UserId(), name, token.AuthenticatedAt, lifetime) : null;
    }

    /// <summary>Issues a token for this service itself, with the scope <c>service</c>; the same one until half of its time is over.</summary>
    public string IssueForService()
    {
        var now = _time.GetUtcNow();
        var key = _keys.Current;
        if (Volatile.Read(ref _serviceToken) is { } known && known.Key == key && known.RenewAt > now && known.RenewAt - now <= ServiceLifetime)
            return known.Text;

        var text = Create(ServiceLifetime, new Dictionary<string, object>
        {
            [JwtRegisteredClaimNames.Sub] = _service.Name,
            [ScopeClaim] = ServiceScope,
        });
        Volatile.Write(ref _serviceToken, new ServiceToken(text, key, now + (ServiceLifetime / 2)));
        return text;
    }

    /// <summary>Checks a token.</summary>
    /// <returns>Whose it is and when it was issued and ends; <see langword="null"/> when it is not good.</returns>
    public async Task<ShopToken?> ReadAsync(string text)
    {
        var result = await _handler.ValidateTokenAsync(text, _validation);
        if (!result.IsValid || result.SecurityToken is not JsonWebToken token || token.Subject.Length == 0)
            return null;

        var issued = new DateTimeOffset(token.IssuedAt);
        var authenticated = token.TryGetPayloadValue<long>(JwtRegisteredClaimNames.AuthTime, out var seconds) ? DateTimeOffset.FromUnixTimeSeconds(seconds) : issued;
        return new ShopToken(new ClaimsPrincipal(result.ClaimsIdentity), issued, new DateTimeOffset(token.ValidTo), authenticated);
    }

    private string Issue(string userId, string name, DateTimeOffset authenticated, TimeSpan lifetime) => Create(lifetime, new Dictionary<string, object>
    {
        [JwtRegisteredClaimNames.Sub] = userId,
        [JwtRegisteredClaimNames.Name] = name,
        [JwtRegisteredClaimNames.AuthTime] = authenticated.ToUnixTimeSeconds(),
    });

    // Without "not before": a clock that is set back must sign nobody out.
    private string Create(TimeSpan lifetime, Dictionary<string, object> claims)
    {
        var now = _time.GetUtcNow().UtcDateTime;
        return _handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Shop,
            Audience = Shop,
            IssuedAt = now,
            Expires = now + lifetime,
            Claims = claims,
            SigningCredentials = new SigningCredentials(_keys.Current, SecurityAlgorithms.HmacSha256),
        });
    }

    private sealed record ServiceToken(string Text, SecurityKey Key, DateTimeOffset RenewAt);
}
