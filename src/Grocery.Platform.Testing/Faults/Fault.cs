using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Grocery.Platform.Testing.Faults;

/// <summary>What a server does with a request in place of its answer, or before it.</summary>
internal static class Fault
{
    public static Func<HttpContext, CancellationToken, Task<bool>> Status(int status, TimeSpan? retryAfter) => (context, _) =>
    {
        context.Response.StatusCode = status;
        if (retryAfter is { } wait)
            context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);

        return Task.FromResult(true);
    };

    public static Func<HttpContext, CancellationToken, Task<bool>> Delay(TimeSpan by) => async (context, stopping) =>
    {
        await WaitAsync(context, by, stopping).ConfigureAwait(false);
        return false;
    };

    public static Func<HttpContext, CancellationToken, Task<bool>> Hold(Task release) => async (context, stopping) =>
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stopping, context.RequestAborted);
        await release.WaitAsync(end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (release.IsCompleted)
            return false;

        context.Abort();
        return true;
    };

    public static async Task<bool> HangAsync(HttpContext context, CancellationToken stopping)
    {
        await WaitAsync(context, Timeout.InfiniteTimeSpan, stopping).ConfigureAwait(false);
        context.Abort();
        return true;
    }

    public static Task<bool> ResetAsync(HttpContext context, CancellationToken stopping)
    {
        context.Abort();
        return Task.FromResult(true);
    }

    public static async Task WriteAsync(HttpContext context, int status, string? json)
    {
        context.Response.StatusCode = status;
        if (json is null)
            return;

        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(json), context.RequestAborted).ConfigureAwait(false);
    }

    private static async Task WaitAsync(HttpContext context, TimeSpan time, CancellationToken stopping)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stopping, context.RequestAborted);
        await Task.Delay(time, TimeProvider.System, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
