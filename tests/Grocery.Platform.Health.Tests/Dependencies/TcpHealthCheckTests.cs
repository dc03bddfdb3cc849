using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Grocery.Platform.Health.Tests.Dependencies;

public sealed class TcpHealthCheckTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    public async Task A_port_that_accepts_is_up_and_is_left_again(string host)
    {
        using var listener = new SilentListener();

        var entry = await OneCheck.RunAsync(checks => checks.AddTcp("queue", host, listener.Port));

        Assert.Equal(HealthStatus.Healthy, entry.Status);
        Assert.True(await listener.IsConnectedToAndLeftAsync());
    }

    [Fact]
    public async Task A_port_that_refuses_is_down()
    {
        var (hold, port) = SilentListener.Refusing();
        using var held = hold;

        var entry = await OneCheck.RunAsync(checks => checks.AddTcp("queue", "127.0.0.1", port));

        Assert.Equal(HealthStatus.Unhealthy, entry.Status);
        Assert.Equal("SocketException, ConnectionRefused", entry.Description);
        Assert.Null(entry.Exception);
    }

    [Fact]
    public async Task A_run_that_is_cancelled_ends()
    {
        // The kernel drops who knocks at a port where nobody accepts, once its queue is full.
        using var full = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        full.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        full.Listen(backlog: 1);
        var port = ((IPEndPoint)full.LocalEndPoint!).Port;
        using var leave = new CancellationTokenSource();
        var queue = Enumerable.Range(0, 8).Select(_ => QueueAsync(port, leave.Token)).ToArray();

        await OneCheck.IsCancelledAsync(checks => checks.AddTcp("queue", "127.0.0.1", port), () => Task.CompletedTask);

        await leave.CancelAsync();
        await Task.WhenAll(queue);
    }

    [Fact]
    public void Arguments_that_can_not_work_are_refused_at_once()
    {
        Assert.Throws<ArgumentNullException>("host", () => Add("queue", null!, 1));
        Assert.Throws<ArgumentException>("host", () => Add("queue", " ", 1));
        Assert.Throws<ArgumentException>("name", () => Add("", "localhost", 1));
        Assert.Throws<ArgumentOutOfRangeException>("port", () => Add("queue", "localhost", 0));
        Assert.Throws<ArgumentOutOfRangeException>("port", () => Add("queue", "localhost", 65_536));
    }

    private static async Task QueueAsync(int port, CancellationToken leave)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port, leave);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, leave);
        }
        catch (OperationCanceledException)
        {
            // Left.
        }
    }

    private static void Add(string name, string host, int port) => _ = new OneCheck(checks => checks.AddTcp(name, host, port));
}
