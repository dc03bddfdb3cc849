using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Grocery.Samples.Storefront.Gateway;

/// <summary>What of a service's answer goes to the browser.</summary>
internal static class ForwardedResponse
{
    // Those that a page has a use for. Not those of one connection (RFC 9110, section 7.6.1), not Set-Cookie: cookies are the business of the storefront.
    private static readonly string[] Headers =
    [
        HeaderNames.Allow, HeaderNames.CacheControl, HeaderNames.ContentLength, HeaderNames.ContentType, HeaderNames.ETag, HeaderNames.LastModified,
        HeaderNames.RetryAfter, HeaderNames.Vary,
    ];

    public static async Task CopyAsync(HttpResponseMessage from, HttpResponse to, CancellationToken cancellationToken)
    {
        to.StatusCode = (int)from.StatusCode;
        foreach (var name in Headers)
        {
            if (from.Headers.NonValidated.TryGetValues(name, out var values) || from.Content.Headers.NonValidated.TryGetValues(name, out values))
                to.Headers[name] = new StringValues([.. values]);
        }

        if (from.Headers.Location is { IsAbsoluteUri: false } location)
            to.Headers.Location = Forwarder.Prefix + location;

        await from.Content.CopyToAsync(to.Body, cancellationToken);
    }
}
