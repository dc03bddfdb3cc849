using System.Net;
using System.Net.Sockets;

namespace Grocery.Platform.Comparison.Processes;

/// <summary>One connection that sends the same request again and again, cheaply.</summary>
internal sealed class LoadConnection : IDisposable
{
    private static readonly byte[] Request = "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"u8.ToArray();

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _response = new byte[4096];
    private CancellationTokenRegistration _ending;
    private CancellationToken _stop;

    /// <param name="port">Of the service.</param>
    /// <param name="stop">Ends whatever waits on the connection.</param>
    public async Task OpenAsync(int port, CancellationToken stop)
    {
        _stop = stop;
        await _socket.ConnectAsync(IPAddress.Loopback, port, stop);

        // Once, and not for each request, which would be the dearest part of it.
        _ending = stop.Register(static socket => ((Socket)socket!).Dispose(), _socket);
    }

    public async ValueTask RequestAsync()
    {
        try
        {
            await AskAsync();
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException && _stop.IsCancellationRequested)
        {
            throw new OperationCanceledException(_stop);
        }
    }

    public void Dispose()
    {
        _ending.Dispose();
        _socket.Dispose();
    }

    private async ValueTask AskAsync()
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

    // The service answers in chunks, of which the last is empty.
    private static bool IsWhole(ReadOnlySpan<byte> response)
    {
        if (!response.StartsWith("HTTP/1.1 200 "u8))
            throw new InvalidOperationException("The service did not answer 200.");

        return response.EndsWith("0\r\n\r\n"u8);
    }
}
