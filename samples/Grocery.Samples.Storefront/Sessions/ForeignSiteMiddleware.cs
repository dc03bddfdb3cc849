using Microsoft.Net.Http.Headers;

namespace Grocery.Samples.Storefront.Sessions;

/// <summary>
/// Refuses what a page of another site makes a browser send, beside <c>SameSite</c>, which lets other hosts of the same domain through.
/// Programs send neither header, and pass.
/// </summary>
internal sealed class ForeignSiteMiddleware(RequestDelegate next, ILogger<ForeignSiteMiddleware> logger)
{
    private const string SecFetchSite = "Sec-Fetch-Site";

    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (IsSafe(request.Method) || FindForeignSite(request) is not { } site)
            return next(context);

        var method = request.Method;
        Log.ForeignRefused(logger, method, site);
        return TypedResults.Problem(
            statusCode: StatusCodes.Status403Forbidden,
            title: "Foreign site",
            detail: "Only the page of this shop may change something in the name of its user.").ExecuteAsync(context);
    }

    private static bool IsSafe(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    private static string? FindForeignSite(HttpRequest request)
    {
        var origin = request.Headers[HeaderNames.Origin].ToString();
        if (origin.Length > 0 && !IsOwn(origin, request.Host))
            return origin;

        var site = request.Headers[SecFetchSite].ToString();
        return site is "" or "same-origin" or "none" ? null : site;
    }

    // By host and port: behind a proxy that ends TLS, the scheme differs.
    private static bool IsOwn(string origin, HostString host) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri) && string.Equals(uri.Authority, host.Value, StringComparison.OrdinalIgnoreCase);
}
