using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Grocery.Platform.Testing;
using Grocery.Platform.Testing.Processes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.TestSupport;

/// <summary>
/// A real server on loopback that answers each request with the next reply of its script, the last one for ever, and keeps
/// what it received. Until it is opened, its port refuses connections.
/// </summary>
public sealed class ScriptedServer : IAsyncDisposable
{
    private readonly ConcurrentQueue<ReceivedRequest> _received = new();
    private readonly WebApplication _app;
    private readonly Socket _socket;
    private int _next;

    private ScriptedServer(Func<HttpContext, Task>[] script)
    {
        // Bound without listening: the port is ours, and the kernel refuses who connects.
        _socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_socket.LocalEndPoint!).Port}/");

        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseUrls(Address.ToString()).UseSockets(options => options.CreateBoundListenSocket = _ => _socket);
        _app = builder.Build();
        _app.Run(async context =>
        {
            _received.Enqueue(await ReceivedRequest.ReadAsync(context.Request));
            var turn = Interlocked.Increment(ref _next) - 1;
            await script[Math.Min(turn, script.Length - 1)](context);
        });
    }

    public Uri Address { get; }

    public IReadOnlyList<ReceivedRequest> Received => [.. _received];

    /// <summary>Creates a server whose port refuses connections until <see cref="OpenAsync"/>.</summary>
    public static ScriptedServer Closed(params Func<HttpContext, Task>[] script) => new(script);

    public static async Task<ScriptedServer> StartAsync(params Func<HttpContext, Task>[] script)
    {
        var server = new ScriptedServer(script);
        await server.OpenAsync();
        return server;
    }

    public Task OpenAsync() => _app.StartAsync();

    /// <summary>Waits until <paramref name="count"/> requests have arrived.</summary>
    public Task ReceivesAsync(int count) => Eventually.HoldsAsync(() => _received.Count >= count, $"{count} requests arrive");

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _socket.Dispose();
    }
}
