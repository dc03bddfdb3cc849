using System.Net;
using System.Net.Sockets;

namespace Grocery.Platform.Testing.Processes;

/// <summary>
/// Finds a port for what can not let the system choose one. Under the range from which the system itself takes ports, for connections too:
/// one of those would be taken again before the service opens it.
/// </summary>
internal static class FreePort
{
    private const int First = 12_000;
    private const int Count = 18_000;

    private static int _next = Environment.ProcessId * 97 % Count;

    /// <summary>Takes the next port on which nobody listens; no port twice in one process.</summary>
    public static int Next()
    {
        while (true)
        {
            var port = First + (int)((uint)Interlocked.Increment(ref _next) % Count);
            try
            {
                using var listener = new TcpListener(Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any, port);
                if (Socket.OSSupportsIPv6)
                    listener.Server.DualMode = true;

                listener.Start();
                return port;
            }
            catch (SocketException exception) when (exception.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
            {
                // The next one.
            }
        }
    }
}
