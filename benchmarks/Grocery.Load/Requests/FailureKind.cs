using System.Net.Sockets;

namespace Grocery.Load.Requests;

/// <summary>Names why a request had no answer.</summary>
internal static class FailureKind
{
    public const string TimeOut = "time-out";

    public const string Refused = "refused";

    public static string Of(Exception exception)
    {
        if (FindSocketError(exception) is { } socket)
            return Of(socket);

        return exception is HttpRequestException { HttpRequestError: var error } ? Of(error) : exception is IOException ? "cut off" : TimeOut;
    }

    private static string Of(SocketError error) => error switch
    {
        SocketError.ConnectionRefused => Refused,
        SocketError.ConnectionReset or SocketError.Shutdown => "reset",
        SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData => "unknown host",
        SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.TimedOut => "unreachable",
        _ => $"connection: {error}",
    };

    private static string Of(HttpRequestError error) => error switch
    {
        HttpRequestError.NameResolutionError => "unknown host",
        HttpRequestError.ConnectionError => "unreachable",
        HttpRequestError.SecureConnectionError => "TLS",
        HttpRequestError.ResponseEnded or HttpRequestError.Unknown => "cut off",
        _ => $"protocol: {error}",
    };

    private static SocketError? FindSocketError(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (exception is SocketException socket)
                return socket.SocketErrorCode;
        }

        return null;
    }
}
