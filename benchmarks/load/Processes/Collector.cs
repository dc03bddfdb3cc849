using System.Net;
using System.Net.Sockets;

namespace Grocery.Platform.Comparison.Processes;

/// <summary>Where services send their telemetry, as it works and as it fails.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TcpListener _silent = new(IPAddress.Loopback, 0);

    private Collector(WebApplication app) => _app = app;

    /// <summary>Gets the address of one that takes all.</summary>
    public Uri Up => new(_app.Urls.Single());

    /// <summary>Gets the address of one that takes connections and never answers.</summary>
    public Uri Silent => new($"http://{_silent.LocalEndpoint}");

    /// <summary>Gets an address at which nobody listens.</summary>
    public static Uri Down { get; } = new("http://127.0.0.1:1");

    public static async Task<Collector> StartAsync(CancellationToken stop)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(async context => await context.Request.Body.CopyToAsync(Stream.Null));
        await app.StartAsync(stop);
        var collector = new Collector(app);
        collector._silent.Start();
        return collector;
    }

    public async ValueTask DisposeAsync()
    {
        _silent.Dispose();
        await _app.DisposeAsync();
    }
}
