namespace Grocery.Samples.Storefront.Sessions;

/// <summary>Turns the cookie of a browser into the token that the rest of the shop reads. A caller that brings a token of its own keeps it.</summary>
internal sealed class SessionMiddleware(RequestDelegate next, SessionCookie cookie)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.Request.Headers.Authorization.Count == 0 && context.Request.Cookies[SessionCookie.Name] is { Length: > 0 } token)
            await cookie.SignInAsync(context, token);

        await next(context);
    }
}
