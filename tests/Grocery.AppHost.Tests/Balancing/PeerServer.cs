using System.Net;
using System.Net.Sockets;

namespace Grocery.AppHost.Tests.Balancing;

/// <summary>What stands behind a balancer: does one thing with each connection, and counts them.</summary>
internal sealed class PeerServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Func<Socket, Task> _serve;
    private readonly Task _accepting;
    private int _connections;

    public PeerServer(Func<Socket, Task> serve)
    {
        _serve = serve;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Starts one that sends back what it receives.</summary>
    public static PeerServer Echo() => new(async socket =>
    {
        var buffer = new byte[1024];
        while (await socket.ReceiveAsync(buffer) is var count and > 0)
            await socket.SendAsync(buffer.AsMemory(0, count));
    });

    public static async Task SendAllAsync(Socket socket, byte[] bytes)
    {
        for (var sent = 0; sent < bytes.Length;)
            sent += await socket.SendAsync(bytes.AsMemory(sent), TestContext.Current.CancellationToken);
    }

    public static async Task<byte[]> ReceiveAllAsync(Socket socket)
    {
        using var all = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (await socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken) is var count and > 0)
            all.Write(buffer, 0, count);

        return all.ToArray();
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task AcceptAsync()
    {
        while (true)
            _ = ServeAsync(await _listener.AcceptSocketAsync());
    }

    private async Task ServeAsync(Socket socket)
    {
        using (socket)
        {
            Interlocked.Increment(ref _connections);
            await _serve(socket);
        }
    }
}
