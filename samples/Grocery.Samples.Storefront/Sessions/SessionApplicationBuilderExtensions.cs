namespace Grocery.Samples.Storefront.Sessions;

/// <summary>Registers the sessions of browsers.</summary>
internal static class SessionApplicationBuilderExtensions
{
    public static void AddSessions(this IHostApplicationBuilder builder) => builder.Services.AddSingleton<SessionCookie>();

    /// <summary>Adds what must run before authentication, which reads the token that comes out of the cookie.</summary>
    public static void UseSessions(this WebApplication app)
    {
        app.UseMiddleware<ForeignSiteMiddleware>();
        app.UseMiddleware<SessionMiddleware>();
    }
}
