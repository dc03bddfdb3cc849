using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Grocery.Platform.Drills.Tests.Postgres;

/// <summary>A TCP proxy in front of a port of this machine that can turn into a black hole: it accepts, and no byte comes back.</summary>
internal sealed class TcpProxy : IAsyncDisposable
{
    private readonly int _port;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentBag<Socket> _sockets = [];
    private readonly Task _accepting;
    private volatile CancellationTokenSource _silence = new();

    public TcpProxy(int port)
    {
        _port = port;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>From now on neither an open connection nor a new one gets an answer.</summary>
    public void Blackhole() => _silence.Cancel();

    /// <summary>New connections are forwarded again; those that met the black hole stay silent for ever.</summary>
    public void Heal() => _silence = new CancellationTokenSource();

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var socket in _sockets)
            socket.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            var client = await _listener.AcceptSocketAsync();
            _sockets.Add(client);
            _ = ForwardAsync(client, _silence.Token);
        }
    }

    private async Task ForwardAsync(Socket client, CancellationToken silence)
    {
        var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _sockets.Add(server);
        try
        {
            await server.ConnectAsync(new IPEndPoint(IPAddress.Loopback, _port), silence);
            await Task.WhenAny(PumpAsync(client, server, silence), PumpAsync(server, client, silence)).Unwrap();
        }
        catch (SocketException)
        {
            // The one end is gone, so the other one goes.
        }
        catch (OperationCanceledException)
        {
            return;
        }

        client.Dispose();
        server.Dispose();
    }

    private static async Task PumpAsync(Socket from, Socket to, CancellationToken silence)
    {
        var buffer = new byte[8192];
        while (await from.ReceiveAsync(buffer, silence) is var count and > 0)
            await to.SendAsync(buffer.AsMemory(0, count), silence);
    }
}
