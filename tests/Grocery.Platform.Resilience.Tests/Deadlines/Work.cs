using Microsoft.AspNetCore.Http;

namespace Grocery.Platform.Resilience.Tests.Deadlines;

/// <summary>The work of an endpoint, which waits for the test.</summary>
internal sealed class Work
{
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Gets what ends when a request has come.</summary>
    public Task Started => _started.Task;

    /// <summary>Gets the token that the last request had.</summary>
    public CancellationToken Token { get; private set; }

    /// <summary>Answers with the milliseconds left, or <c>none</c>.</summary>
    public static Task TellRemainingAsync(HttpContext context) =>
        context.Response.WriteAsync($"{RequestDeadline.Remaining?.TotalMilliseconds.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "none"}");

    public void Release() => _released.SetResult();

    /// <summary>Waits until the token of the request is cancelled.</summary>
    public Task UntilCancelledAsync(HttpContext context)
    {
        Token = context.RequestAborted;
        _started.TrySetResult();
        return Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
    }

    /// <summary>Waits for <see cref="Release"/>, whatever the token says.</summary>
    public async Task UntilReleasedAsync(HttpContext context)
    {
        Token = context.RequestAborted;
        _started.TrySetResult();
        await _released.Task;
    }
}
