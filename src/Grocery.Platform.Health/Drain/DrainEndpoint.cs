using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Grocery.Platform.Health.Drain;

/// <summary>Answers <c>/health/drain</c>: how far the stop has come, and what is still in work.</summary>
internal sealed class DrainEndpoint(DrainState state, DrainPolicy policy, DrainTasks tasks, ManagementAccess access, IOptions<HostOptions> host)
{
    public Task AnswerAsync(HttpContext context)
    {
        if (access.IsAllowed(context))
            return JsonAnswer.WriteAsync(context, Write);

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("phase", DrainPhases.NameOf(state.Phase));
        json.WriteNumber("elapsedSeconds", state.Elapsed.TotalSeconds);
        json.WriteNumber("windowSeconds", policy.Window.TotalSeconds);
        if (host.Value.ShutdownTimeout is var budget && budget != Timeout.InfiniteTimeSpan)
            json.WriteNumber("budgetSeconds", budget.TotalSeconds);

        json.WriteNumber("requestsInFlight", state.Requests);
        json.WriteStartObject("tasks");
        foreach (var (name, progress) in tasks.Progress)
            json.WriteString(name, progress);

        json.WriteEndObject();
        json.WriteEndObject();
    }
}
