using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Polly.Timeout;

namespace Grocery.Platform.Resilience.Outgoing;

/// <summary>Which failures may pass by themselves, and which of them prove that the destination has done nothing yet.</summary>
internal static class TransientFailure
{
    public static bool Is(HttpStatusCode status) => status switch
    {
        HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests => true,
        HttpStatusCode.NotImplemented or HttpStatusCode.HttpVersionNotSupported => false,
        _ => status >= HttpStatusCode.InternalServerError,
    };

    public static bool Is(Exception exception) => exception switch
    {
        TimeoutRejectedException => true,
        HttpRequestException { StatusCode: { } status } => Is(status),
        HttpRequestException or SocketException => true,
        _ => false,
    };

    /// <summary>
    /// Says whether the destination has done nothing of the request: the connection itself failed, before any byte was sent, or
    /// the destination turned the request away and says when to come again (RFC 9110, section 10.2.3; RFC 6585, section 4).
    /// </summary>
    public static bool ProvesNotProcessed(HttpResponseMessage? response, Exception? exception) => exception switch
    {
        null => response is { StatusCode: HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable, Headers.RetryAfter: not null },
        HttpRequestException
        {
            HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
                or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError,
        } => true,

        // .NET does not wrap that of a connection which is reset between its opening and its first use.
        SocketException => true,
        _ => false,
    };

    /// <summary>Names a failure as the semantic conventions name <c>error.type</c>.</summary>
    public static string Describe(HttpResponseMessage? response, Exception? exception) => exception switch
    {
        null => response is null ? "unknown" : ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture),
        TimeoutRejectedException or OperationCanceledException => "timeout",
        SocketException or HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } => "connection_error",
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => "name_resolution_error",
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => "secure_connection_error",
        _ => exception.GetType().FullName!,
    };
}
