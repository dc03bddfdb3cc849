using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;

namespace Grocery.Platform.Resilience.Tests.Deadlines;

/// <summary>Connections outlive every deadline, as ASP.NET Core's own time-outs let them.</summary>
public sealed class LongConnectionTests
{
    private const string Header = "X-Request-Timeout-Ms";
    private static readonly (string, string) Default = ("Deadlines:Default", "00:00:01");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1, null)]
    [InlineData(1, "500")]
    [InlineData(2, null)]
    [InlineData(2, "500")]
    public async Task A_web_socket_has_no_deadline(int version, string? header)
    {
        await using var service = await StartAsync(Default);
        using var handler = new SocketsHttpHandler();
        using var invoker = new HttpMessageInvoker(handler);
        using var socket = new ClientWebSocket();
        socket.Options.HttpVersion = new Version(version, version % 2);
        socket.Options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        if (header is not null)
            socket.Options.SetRequestHeader(Header, header);

        await socket.ConnectAsync(new Uri($"{service.Address(version)}socket".Replace("http", "ws", StringComparison.Ordinal)), invoker, Token);
        service.Time.Advance(TimeSpan.FromHours(1));

        Assert.Equal("none False", await NextAsync(socket));
    }

    [Theory]
    [InlineData(true, "none")]
    [InlineData(false, "600000")]
    public async Task A_hub_of_SignalR_has_neither_the_default_nor_the_time_out_of_ASP_NET_Core(bool isHub, string milliseconds)
    {
        await using var service = await StartAsync(("Deadlines:Default", "01:00:00"));

        using var response = await service.SendAsync(isHub ? "/hub" : "/other", Token);

        Assert.Equal(milliseconds, await response.Content.ReadAsStringAsync(Token));
    }

    [Fact]
    public async Task A_request_that_offers_another_upgrade_keeps_its_deadline()
    {
        await using var service = await StartAsync();

        using var response = await service.SendAsync("/other", Token, (Header, "500"), ("Connection", "Upgrade"), ("Upgrade", "h2c"));

        Assert.Equal("500", await response.Content.ReadAsStringAsync(Token));
    }

    private static async Task<string> NextAsync(WebSocket socket)
    {
        var buffer = new byte[100];
        await socket.SendAsync("go on"u8.ToArray(), WebSocketMessageType.Text, true, Token);
        var message = await socket.ReceiveAsync(buffer, Token);
        return Encoding.UTF8.GetString(buffer, 0, message.Count);
    }

    private static Task<DeadlineService> StartAsync(params (string Key, string Value)[] settings) => DeadlineService.StartAsync(
        app =>
        {
            app.UseWebSockets();
            app.Map("/socket", TellSocketAsync);
            app.Use((context, next) => context.Request.Path == "/hub" ? Work.TellRemainingAsync(context) : next(context));
            app.MapHub<QuietHub>("/hub");
            app.MapGet("/other", Work.TellRemainingAsync);
        },
        builder =>
        {
            builder.Services.AddSignalR();
            builder.Services.AddRequestTimeouts(options =>
                options.DefaultPolicy = new RequestTimeoutPolicy { Timeout = TimeSpan.FromMinutes(10) });
        },
        settings);

    private static async Task TellSocketAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        await socket.ReceiveAsync(new byte[100], Token);
        var text = $"{RequestDeadline.Remaining?.ToString() ?? "none"} {context.RequestAborted.IsCancellationRequested}";
        await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, Token);
    }

    private sealed class QuietHub : Hub;
}
