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
        await using var check = new OneCheck(checks => checks.AddTcp("queue", "127.0.0.1", 9));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => check.RunAsync(new CancellationToken(canceled: true)));
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

    private static void Add(string name, string host, int port) => _ = new OneCheck(checks => checks.AddTcp(name, host, port));
}
