using System.Net;
using System.Net.Sockets;

namespace Grocery.Platform.Comparison.Processes;

/// <summary>One connection that sends the same request again and again, cheaply.</summary>
internal sealed class LoadConnection : IDisposable
{
    private static readonly byte[] Request = "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"u8.ToArray();

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _response = new byte[4096];

    public async Task OpenAsync(int port) => await _socket.ConnectAsync(IPAddress.Loopback, port);

    public async ValueTask RequestAsync()
    {
        await _socket.SendAsync(Request);
        var length = 0;
        do
        {
            var read = await _socket.ReceiveAsync(_response.AsMemory(length));
            if (read == 0)
                throw new InvalidOperationException("The service closed the connection.");

            length += read;
        }
        while (!IsWhole(_response.AsSpan(0, length)));
    }

    public void Dispose() => _socket.Dispose();

    // The service answers in chunks, of which the last is empty.
    private static bool IsWhole(ReadOnlySpan<byte> response)
    {
        if (!response.StartsWith("HTTP/1.1 200 "u8))
            throw new InvalidOperationException("The service did not answer 200.");

        return response.EndsWith("0\r\n\r\n"u8);
    }
}
