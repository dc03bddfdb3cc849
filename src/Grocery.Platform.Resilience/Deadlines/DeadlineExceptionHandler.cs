using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Grocery.Platform.Resilience.Deadlines;

/// <summary>
/// Keeps <c>UseExceptionHandler</c> of the service from answering 500, and from logging an error, where the work ended by the
/// deadline: it leaves the answer to the middleware outside of it, by the status that it gives to cancelled requests.
/// </summary>
internal sealed class DeadlineExceptionHandler : IExceptionHandler
{
    public ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var deadline = AmbientDeadline.Current;
        var isCancelled = deadline is { IsDue: true } && httpContext.RequestAborted.IsCancellationRequested;
        if (!DeadlineAnswer.IsCause(deadline, exception, isCancelled))
            return ValueTask.FromResult(false);

        httpContext.Response.StatusCode = DeadlineAnswer.Unanswered;
        return ValueTask.FromResult(true);
    }
}
