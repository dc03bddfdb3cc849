using Microsoft.AspNetCore.Http;

namespace Grocery.Platform.Health.Drain;

/// <summary>Counts the requests in flight, behind the platform's own endpoints: a probe is nothing to wait for.</summary>
internal sealed class RequestCountMiddleware(RequestDelegate next, DrainState state)
{
    public Task InvokeAsync(HttpContext context)
    {
        state.BeginRequest();
        Task answer;
        try
        {
            answer = next(context);
        }
        catch
        {
            state.EndRequest();
            throw;
        }

        if (!answer.IsCompletedSuccessfully)
            return EndAsync(answer);

        state.EndRequest();
        return Task.CompletedTask;
    }

    private async Task EndAsync(Task answer)
    {
        try
        {
            await answer.ConfigureAwait(false);
        }
        finally
        {
            state.EndRequest();
        }
    }
}
