using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Grocery.Platform.Testing.Dependencies;

/// <summary>
/// The suite's own server behind the service under test. It keeps the calls that a check provokes and answers them by the check's script; calls of
/// health checks are answered well, and not kept.
/// </summary>
internal sealed class DependencyServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private ConcurrentQueue<DependencyCall> _calls = new();
    private Func<int, HttpContext, Task> _reply;

    private DependencyServer(string answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        (Answer, _reply) = (answer, (_, context) => WellAsync(context));
        _app.Run(HandleAsync);
    }

    public Uri Address { get; private set; } = null!;

    public string Answer { get; }

    public IReadOnlyList<DependencyCall> Calls => [.. _calls];

    public static async Task<DependencyServer> StartAsync(string answer)
    {
        var server = new DependencyServer(answer);
        await server._app.StartAsync().ConfigureAwait(false);
        server.Address = new Uri(server._app.Urls.Single());
        return server;
    }

    /// <summary>Forgets the calls, and answers the next ones by <paramref name="reply"/>, which is told how many came before.</summary>
    public void Reset(Func<int, HttpContext, Task> reply)
    {
        _reply = reply;
        _calls = new ConcurrentQueue<DependencyCall>();
    }

    /// <summary>Forgets the calls, and is well.</summary>
    public void Reset() => Reset((_, context) => WellAsync(context));

    public Task WellAsync(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(Answer);
    }

    /// <summary>Never answers, until the caller goes away.</summary>
    public static async Task HangAsync(HttpContext context) =>
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    public static Task UnavailableAsync(HttpContext context, string? retryAfter = null)
    {
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        if (retryAfter is not null)
            context.Response.Headers.RetryAfter = retryAfter;

        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private Task HandleAsync(HttpContext context)
    {
        if (context.Request.Path.Value!.Contains("health", StringComparison.OrdinalIgnoreCase))
            return WellAsync(context);

        var calls = _calls;
        var earlier = calls.Count;
        calls.Enqueue(new DependencyCall(
            context.Request.Method,
            context.Request.Path.Value!,
            context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            TimeProvider.System.GetTimestamp()));
        return _reply(earlier, context);
    }
}
