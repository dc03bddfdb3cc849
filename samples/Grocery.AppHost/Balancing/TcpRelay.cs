using System.Buffers;
using System.Net.Sockets;

namespace Grocery.AppHost.Balancing;

/// <summary>Carries the bytes of one connection both ways until both ends have said their last, also when one says it before the other.</summary>
internal sealed class TcpRelay(Socket client, Socket server, TcpBalancer balancer)
{
    private const int BufferSize = 16 * 1024;

    private volatile bool _isAnswerNext;

    public static void Reset(Socket socket)
    {
        try
        {
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // It is closed already.
        }

        socket.Dispose();
    }

    public async Task RunAsync()
    {
        await Task.WhenAll(CarryAsync(client, server), CarryAsync(server, client));
        client.Dispose();
        server.Dispose();
    }

    public void Reset()
    {
        Reset(client);
        Reset(server);
    }

    private async Task CarryAsync(Socket from, Socket to)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        while (await ReceiveAsync(from, to, buffer) is var count and > 0)
        {
            if (from == server)
                await DelayAnswerAsync();
            else
                _isAnswerNext = true;

            if (!await TrySendAsync(to, buffer.AsMemory(0, count)))
                break;
        }

        ArrayPool<byte>.Shared.Return(buffer);
        TryShutdown(to);
    }

    private static async ValueTask<int> ReceiveAsync(Socket from, Socket to, byte[] buffer)
    {
        try
        {
            return await from.ReceiveAsync(buffer, SocketFlags.None);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            Reset(to);
            return 0;
        }
    }

    // Where no more can be sent, there can still be something to receive: an answer that was given before the request was at its end.
    private static async ValueTask<bool> TrySendAsync(Socket to, ReadOnlyMemory<byte> bytes)
    {
        try
        {
            while (bytes.Length > 0)
                bytes = bytes[await to.SendAsync(bytes, SocketFlags.None)..];

            return true;
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            return false;
        }
    }

    private static void TryShutdown(Socket to)
    {
        try
        {
            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // That end is gone.
        }
    }

    private async ValueTask DelayAnswerAsync()
    {
        if (!_isAnswerNext)
            return;

        _isAnswerNext = false;
        if (balancer.AnswerDelay is var delay && delay > TimeSpan.Zero)
            await Task.Delay(delay, TimeProvider.System);
    }
}
