using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Grocery.Samples.Storefront.Gateway;

/// <summary>What of a browser's request goes to a service.</summary>
internal static class ForwardedRequest
{
    // Not the cookie, not what proxies add; the token is the business of the client, and so are the headers of the trace and the deadline.
    private static readonly string[] Headers = [HeaderNames.Accept, HeaderNames.AcceptLanguage, HeaderNames.IfNoneMatch, "Idempotency-Key"];

    /// <remarks>The path has matched a route, so it holds nothing but the characters that the route allows.</remarks>
    public static HttpRequestMessage Create(HttpRequest request)
    {
        var path = request.Path.Value![Forwarder.Prefix.Length..];
        var message = new HttpRequestMessage(new HttpMethod(request.Method), new Uri(path + request.QueryString, UriKind.Relative));
        foreach (var name in Headers)
        {
            if (request.Headers.TryGetValue(name, out var values))
                message.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
        }

        if (request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true })
            message.Content = ReadContent(request);

        return message;
    }

    // With its length, so that the client can hold a small body and send it again.
    private static StreamContent ReadContent(HttpRequest request)
    {
        var content = new StreamContent(request.Body);
        content.Headers.ContentLength = request.ContentLength;
        if (request.ContentType is { } type)
            content.Headers.TryAddWithoutValidation(HeaderNames.ContentType, type);

        return content;
    }
}
