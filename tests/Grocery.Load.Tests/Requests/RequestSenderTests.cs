using System.Net;
using System.Net.Sockets;
using Grocery.Load.Figures;
using Grocery.Load.Requests;
using Grocery.Platform.TestSupport;
using Microsoft.AspNetCore.Http;

namespace Grocery.Load.Tests.Requests;

public sealed class RequestSenderTests
{
    private static readonly Step Step = new("any");
    private readonly Measurements _log = new(TimeProvider.System, TimeSpan.Zero, TimeSpan.FromMinutes(1));

    [Fact]
    public async Task A_server_that_refuses_connections_is_an_error_of_that_kind() =>
        Assert.Equal("refused", await FailAsync(new Uri($"http://127.0.0.1:{FreePort.Next()}/")));

    [Fact]
    public async Task A_host_that_nobody_knows_is_an_error_of_that_kind() =>
        Assert.Equal("unknown host", await FailAsync(new Uri("http://no-such-host.invalid/")));

    [Fact]
    public async Task A_server_that_hangs_is_a_time_out()
    {
        await using var server = await LoadServer.StartAsync(context => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted));

        Assert.Equal("time-out", await FailAsync(server.Address, TimeSpan.FromMilliseconds(100)));
    }

    [Fact]
    public async Task An_answer_that_does_not_end_in_time_is_none()
    {
        await using var server = await LoadServer.StartAsync(async context =>
        {
            await context.Response.WriteAsync("the beginning");
            await context.Response.Body.FlushAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        });

        Assert.Equal("time-out", await FailAsync(server.Address, TimeSpan.FromMilliseconds(300)));
    }

    [Fact]
    public async Task An_answer_that_is_cut_off_is_an_error_of_that_kind()
    {
        await using var server = await LoadServer.StartAsync(async context =>
        {
            context.Response.ContentLength = 100;
            await context.Response.WriteAsync("the beginning");
            await context.Response.Body.FlushAsync();
            context.Abort();
        });

        Assert.Contains(await FailAsync(server.Address), new[] { "cut off", "reset" });
    }

    [Fact]
    public async Task Something_that_speaks_no_http_is_an_error_of_that_kind()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var answering = AnswerAsync(listener, "SSH-2.0-OpenSSH_9.2\r\n");

        var failure = await FailAsync(new Uri($"http://{listener.LocalEndpoint}/"));

        await answering;
        Assert.StartsWith("protocol: ", failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200, 0, 0)]
    [InlineData(302, 1, 0)]
    [InlineData(404, 1, 0)]
    [InlineData(503, 1, 1)]
    public async Task An_answer_counts_by_its_status(int status, int failed, int errors)
    {
        await using var server = await LoadServer.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = "/elsewhere";
            return Task.CompletedTask;
        });

        var answered = await SendAsync(server.Address, TimeSpan.FromSeconds(30));

        var all = _log.Sum(_log.Now).All;
        Assert.Equal((status, failed, errors), (answered, all.Failed, all.Errors));
        Assert.Equal($"{status}", Assert.Single(all.Outcomes).Key);
    }

    [Fact]
    public async Task The_latency_counts_from_when_the_request_was_meant_to_start()
    {
        await using var server = await LoadServer.StartAsync(_ => Task.CompletedTask);
        using var client = LoadClient.Create(server.Address);
        var time = new ManualTimeProvider();
        var log = new Measurements(time, TimeSpan.Zero, TimeSpan.FromHours(2));
        time.Advance(TimeSpan.FromHours(1));

        await new RequestSender(client, log, TimeSpan.FromSeconds(30)).SendAsync(Step, new HttpRequestMessage(HttpMethod.Get, "/"), TimeSpan.FromMinutes(10));

        Assert.Equal(TimeSpan.FromMinutes(50), log.Sum(log.Now).All.Latency.Max);
    }

    private async Task<string> FailAsync(Uri url, TimeSpan? bound = null)
    {
        var answered = await SendAsync(url, bound ?? TimeSpan.FromSeconds(30));

        var all = _log.Sum(_log.Now).All;
        Assert.Equal((0, 1, 1, 1), (answered, all.Offered, all.Failed, all.Errors));
        return Assert.Single(all.Outcomes).Key;
    }

    private async Task<int> SendAsync(Uri url, TimeSpan bound)
    {
        using var client = LoadClient.Create(url);
        return (await new RequestSender(client, _log, bound).SendAsync(Step, new HttpRequestMessage(HttpMethod.Get, url), _log.Now)).Status;
    }

    private static async Task AnswerAsync(TcpListener listener, string text)
    {
        using var socket = await listener.AcceptSocketAsync();
        var request = new byte[4096];
        await socket.ReceiveAsync(request);
        await socket.SendAsync(System.Text.Encoding.ASCII.GetBytes(text));
        socket.Shutdown(SocketShutdown.Send);
        await socket.ReceiveAsync(request);
    }
}
