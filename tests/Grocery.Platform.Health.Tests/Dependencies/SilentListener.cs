using System.Net;
using System.Net.Sockets;

namespace Grocery.Platform.Health.Tests.Dependencies;

/// <summary>A real port that accepts every connection and never answers.</summary>
internal sealed class SilentListener : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private Socket? _accepted;

    public SilentListener() => _listener.Start();

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Waits until somebody has connected and sent something.</summary>
    public async Task HearsAsync()
    {
        _accepted = await _listener.AcceptSocketAsync(TestContext.Current.CancellationToken);
        var read = await _accepted.ReceiveAsync(new byte[1], SocketFlags.None, TestContext.Current.CancellationToken);
        Assert.Equal(1, read);
    }

    public async Task<bool> IsConnectedToAndLeftAsync()
    {
        _accepted = await _listener.AcceptSocketAsync(TestContext.Current.CancellationToken);
        return await _accepted.ReceiveAsync(new byte[1], SocketFlags.None, TestContext.Current.CancellationToken) == 0;
    }

    public void Dispose()
    {
        _accepted?.Dispose();
        _listener.Dispose();
    }

    /// <summary>Finds a port that refuses connections for as long as the socket is held.</summary>
    public static (Socket Hold, int Port) Refusing()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return (socket, ((IPEndPoint)socket.LocalEndPoint!).Port);
    }
}
