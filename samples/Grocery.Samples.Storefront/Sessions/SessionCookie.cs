using Grocery.Samples.Shop.Identity;
using Microsoft.Net.Http.Headers;
using SameSiteMode = Microsoft.AspNetCore.Http.SameSiteMode;

namespace Grocery.Samples.Storefront.Sessions;

/// <summary>The session of a browser: the token of its user, in a cookie that no script can read and no other site can send.</summary>
internal sealed class SessionCookie(ShopTokens tokens, TimeProvider time)
{
    public const string Name = "shop-session";

    public Task SetAsync(HttpContext context, string userId, string name) => SetAsync(context, tokens.Issue(userId, name));

    public static void Delete(HttpContext context) => context.Response.Cookies.Delete(Name, Shape(context.Request));

    /// <summary>Signs the request in by its cookie. A cookie that is over its half is renewed, by the key that signs now; one that is not good is taken back.</summary>
    public async Task SignInAsync(HttpContext context, string text)
    {
        if (await tokens.ReadAsync(text) is not { } token)
        {
            Delete(context);
            return;
        }

        context.Request.Headers.Authorization = $"Bearer {text}";
        if (tokens.Renew(token) is not { } renewed)
            return;

        await SetAsync(context, renewed);

        // Whatever the answer says of itself: no cache may keep it with the cookie in it.
        context.Response.OnStarting(() =>
        {
            context.Response.Headers[HeaderNames.CacheControl] = "no-store";
            return Task.CompletedTask;
        });
    }

    private async Task SetAsync(HttpContext context, string text)
    {
        var token = await tokens.ReadAsync(text) ?? throw new InvalidOperationException("A token that was issued just now is not good.");
        var shape = Shape(context.Request);
        shape.MaxAge = token.ExpiresAt - time.GetUtcNow();
        context.Response.Cookies.Append(Name, text, shape);
    }

    private static CookieOptions Shape(HttpRequest request) => new()
    {
        HttpOnly = true,
        IsEssential = true,
        Path = "/api",
        SameSite = SameSiteMode.Strict,
        Secure = request.IsHttps,
    };
}
