using System.Net;
using System.Net.Sockets;
using Grocery.AppHost.Balancing;
using Grocery.AppHost.Processes;

namespace Grocery.AppHost.Tests.Balancing;

public sealed class TcpBalancerTests : IAsyncLifetime
{
    private const int Megabyte = 1024 * 1024;
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    private readonly TcpBalancer _balancer = TcpBalancer.Start(FreePort.Next());
    private readonly PeerServer _one = PeerServer.Echo();
    private readonly PeerServer _other = PeerServer.Echo();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _balancer.DisposeAsync();
        await _one.DisposeAsync();
        await _other.DisposeAsync();
    }

    [Fact]
    public async Task Connections_go_to_the_instances_in_turn()
    {
        _balancer.Add(_one.Port);
        _balancer.Add(_other.Port);

        for (var i = 0; i < 6; i++)
            await EchoOnceAsync();

        Assert.Equal((3, 3), (_one.Connections, _other.Connections));
        Assert.Equal((6, 0), (_balancer.Connections, _balancer.Failures));
    }

    [Fact]
    public async Task Only_what_is_ready_gets_connections_unless_nothing_is()
    {
        _balancer.Add(_one.Port);
        _balancer.Add(_other.Port);
        _balancer.SetReady(_other.Port, isReady: false);
        for (var i = 0; i < 4; i++)
            await EchoOnceAsync();

        Assert.Equal((4, 0), (_one.Connections, _other.Connections));

        _balancer.SetReady(_one.Port, isReady: false);
        for (var i = 0; i < 4; i++)
            await EchoOnceAsync();

        Assert.Equal((6, 2), (_one.Connections, _other.Connections));
    }

    [Fact]
    public async Task A_connection_that_one_instance_refuses_goes_to_the_next()
    {
        _balancer.Add(FreePort.Next());
        _balancer.Add(_one.Port);

        for (var i = 0; i < 4; i++)
            await EchoOnceAsync();

        Assert.Equal(4, _one.Connections);
        Assert.Equal(0, _balancer.Failures);
    }

    [Fact]
    public async Task Without_an_instance_a_connection_is_reset_and_counted()
    {
        var reset = await Assert.ThrowsAsync<SocketException>(EchoOnceAsync);

        Assert.Equal(SocketError.ConnectionReset, reset.SocketErrorCode);
        Assert.Equal((1, 1), (_balancer.Connections, _balancer.Failures));
    }

    [Fact]
    public async Task A_removed_instance_keeps_its_connections_and_gets_no_new_one()
    {
        _balancer.Add(_one.Port);
        using var open = await ConnectAsync();
        await EchoAsync(open);

        _balancer.Remove(_one.Port);
        _balancer.Add(_other.Port);
        await EchoOnceAsync();

        await EchoAsync(open);
        Assert.Equal((1, 1), (_one.Connections, _other.Connections));
        await Eventually.HoldsAsync(() => _balancer.OpenConnections == 1, "only the first one is open");
    }

    [Fact]
    public async Task A_client_that_has_said_its_last_still_gets_the_whole_answer()
    {
        var received = 0L;
        await using var server = new PeerServer(async socket =>
        {
            received = (await PeerServer.ReceiveAllAsync(socket)).Length;
            await PeerServer.SendAllAsync(socket, new byte[8 * Megabyte]);
            socket.Shutdown(SocketShutdown.Send);
            await PeerServer.ReceiveAllAsync(socket);
        });
        _balancer.Add(server.Port);
        using var client = await ConnectAsync();

        await PeerServer.SendAllAsync(client, new byte[2 * Megabyte]);
        client.Shutdown(SocketShutdown.Send);
        var answer = await PeerServer.ReceiveAllAsync(client);

        Assert.Equal((2 * Megabyte, 8 * Megabyte), (received, answer.Length));
        await Eventually.HoldsAsync(() => _balancer.OpenConnections == 0, "the connection is over");
    }

    [Fact]
    public async Task A_server_that_closes_behind_its_answer_loses_nothing_of_it()
    {
        var answer = new byte[8 * Megabyte];
        new Random(7).NextBytes(answer);
        await using var server = new PeerServer(socket => PeerServer.SendAllAsync(socket, answer));
        _balancer.Add(server.Port);
        using var client = await ConnectAsync();

        var received = await PeerServer.ReceiveAllAsync(client);

        Assert.True(answer.AsSpan().SequenceEqual(received), "The answer is another one.");
    }

    [Fact]
    public async Task A_reset_of_the_client_reaches_the_server()
    {
        var ended = new TaskCompletionSource<SocketError>();
        await using var server = new PeerServer(async socket =>
        {
            var reset = await Assert.ThrowsAsync<SocketException>(() => PeerServer.ReceiveAllAsync(socket));
            ended.SetResult(reset.SocketErrorCode);
        });
        _balancer.Add(server.Port);
        using var client = await ConnectAsync();
        await client.SendAsync(new byte[] { 1 });
        await Eventually.HoldsAsync(() => server.Connections == 1, "the server is connected");

        TcpRelay.Reset(client);

        Assert.Equal(SocketError.ConnectionReset, await ended.Task.WaitAsync(Bound, TimeProvider.System, Cancelled));
    }

    [Fact]
    public async Task Each_answer_is_late_once_however_long_it_is()
    {
        var delay = TimeSpan.FromSeconds(1);
        await using var server = new PeerServer(async socket =>
        {
            await socket.ReceiveAsync(new byte[1]);
            await PeerServer.SendAllAsync(socket, new byte[4 * Megabyte]);
        });
        _balancer.Add(server.Port);
        _balancer.AnswerDelay = delay;
        using var client = await ConnectAsync();
        var start = TimeProvider.System.GetTimestamp();

        await client.SendAsync(new byte[] { 1 });
        var answer = await PeerServer.ReceiveAllAsync(client).WaitAsync(Bound, TimeProvider.System, Cancelled);

        Assert.Equal(4 * Megabyte, answer.Length);
        Assert.True(TimeProvider.System.GetElapsedTime(start) >= delay);
    }

    [Fact]
    public async Task A_cut_resets_what_is_open_and_nothing_else()
    {
        _balancer.Add(_one.Port);
        using var open = await ConnectAsync();
        await EchoAsync(open);

        _balancer.Cut();

        await Assert.ThrowsAsync<SocketException>(() => EchoAsync(open));
        await EchoOnceAsync();
    }

    [Fact]
    public async Task A_closed_port_refuses_until_it_is_open_again()
    {
        _balancer.Add(_one.Port);
        using var open = await ConnectAsync();
        await EchoAsync(open);

        _balancer.Refuse();

        var refused = await Assert.ThrowsAsync<SocketException>(ConnectAsync);
        Assert.Equal(SocketError.ConnectionRefused, refused.SocketErrorCode);
        await EchoAsync(open);
        _balancer.Allow();
        await EchoOnceAsync();
    }

    [Fact]
    public void A_taken_port_is_named()
    {
        var taken = Assert.Throws<ShopException>(() => TcpBalancer.Start(_balancer.Port));

        Assert.Contains($"Port {_balancer.Port}", taken.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_disposed_balancer_leaves_its_port()
    {
        await _balancer.DisposeAsync();

        Assert.True(PortOwner.IsFree(_balancer.Port));
    }

    private static async Task EchoAsync(Socket socket)
    {
        var answer = new byte[1];
        await socket.SendAsync(new byte[] { 42 }, Cancelled);

        Assert.Equal(1, await socket.ReceiveAsync(answer, Cancelled).AsTask().WaitAsync(Bound, TimeProvider.System, Cancelled));
        Assert.Equal(42, answer[0]);
    }

    private async Task EchoOnceAsync()
    {
        using var socket = await ConnectAsync();
        await EchoAsync(socket);
    }

    private async Task<Socket> ConnectAsync()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, _balancer.Port, Cancelled);
        return socket;
    }
}
