using System.Net;
using Grocery.AppHost.Balancing;
using Grocery.Platform.Testing.Processes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Grocery.AppHost.Drills;

/// <summary>A collector of telemetry that takes everything, keeps nothing, and can be dead.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TcpBalancer _way = TcpBalancer.Start(FreePort.Next());
    private long _exports;

    private Collector(WebApplication app) => _app = app;

    public Uri Address => new($"http://127.0.0.1:{_way.Port}");

    /// <summary>Gets how often a service brought something.</summary>
    public long Exports => Interlocked.Read(ref _exports);

    public static async Task<Collector> StartAsync()
    {
        var port = FreePort.Next();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        var collector = new Collector(builder.Build());
        collector._app.Run(collector.TakeAsync);
        await collector._app.StartAsync();
        collector._way.Add(port);
        return collector;
    }

    public void Die()
    {
        _way.Refuse();
        _way.Cut();
    }

    public void Revive() => _way.Allow();

    public async ValueTask DisposeAsync()
    {
        await _way.DisposeAsync();
        await _app.DisposeAsync();
    }

    // An answer of success may be empty: every field of the protocol is optional.
    private async Task TakeAsync(HttpContext context)
    {
        await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
        Interlocked.Increment(ref _exports);
        context.Response.ContentType = context.Request.ContentType;
    }
}
