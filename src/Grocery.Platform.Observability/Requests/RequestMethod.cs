using Microsoft.AspNetCore.Http;

namespace Grocery.Platform.Observability.Requests;

/// <summary>The method of a request as the HTTP semantic conventions write it: upper case, and one word for all that are unknown.</summary>
internal static class RequestMethod
{
    private const string Other = "_OTHER";

    public static string Of(string method) => HttpMethods.GetCanonicalizedValue(method) switch
    {
        "GET" => "GET",
        "POST" => "POST",
        "PUT" => "PUT",
        "DELETE" => "DELETE",
        "PATCH" => "PATCH",
        "HEAD" => "HEAD",
        "OPTIONS" => "OPTIONS",
        "TRACE" => "TRACE",
        "CONNECT" => "CONNECT",
        "QUERY" => "QUERY",
        _ => Other,
    };

    /// <summary>Gets what stands for a method in the name of a span.</summary>
    public static string NameOf(string method) => method == Other ? "HTTP" : method;
}
