using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Grocery.Platform.TestSupport;

/// <summary>What a <see cref="ScriptedServer"/> can do with a request.</summary>
public static class Reply
{
    public static Func<HttpContext, Task> Ok { get; } = Status(StatusCodes.Status200OK);

    /// <summary>Gets the reply that never comes.</summary>
    public static Func<HttpContext, Task> Hang { get; } = HangAsync;

    /// <summary>Gets the reply whose headers come and whose body never does.</summary>
    public static Func<HttpContext, Task> StallBody { get; } = async context =>
    {
        context.Response.ContentLength = 10;
        await context.Response.Body.FlushAsync();
        await HangAsync(context);
    };

    /// <summary>Gets the closed connection in place of a reply.</summary>
    public static Func<HttpContext, Task> Close { get; } = context =>
    {
        context.Abort();
        return Task.CompletedTask;
    };

    public static Func<HttpContext, Task> Status(int status) => context =>
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    };

    public static Func<HttpContext, Task> RetryAfter(int status, string value) => WithHeader(status, "Retry-After", value);

    public static Func<HttpContext, Task> Redirect(string location) => WithHeader(StatusCodes.Status302Found, "Location", location);

    private static Func<HttpContext, Task> WithHeader(int status, string name, string value) => context =>
    {
        context.Response.StatusCode = status;
        context.Response.Headers[name] = value;
        return Task.CompletedTask;
    };

    private static async Task HangAsync(HttpContext context)
    {
        var lifetime = context.RequestServices.GetRequiredService<IHostApplicationLifetime>();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ending.Token)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
