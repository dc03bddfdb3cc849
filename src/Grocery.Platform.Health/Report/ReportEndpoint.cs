using Grocery.Platform.Health.Checks;
using Grocery.Platform.Health.Probes;
using Microsoft.AspNetCore.Http;

namespace Grocery.Platform.Health.Report;

/// <summary>Answers <c>/health</c>: the report where the inside of the service may be seen, else the plain status of readiness.</summary>
internal sealed class ReportEndpoint(
    ServiceHealth health, ProbeAnswers answers, HealthReport report, LazyChecks lazy, ManagementAccess access)
{
    public Task AnswerAsync(HttpContext context) =>
        access.IsAllowed(context) ? ReportAsync(context) : answers.AnswerAsync(context, health.Ready);

    private async Task ReportAsync(HttpContext context)
    {
        await lazy.RefreshAsync(context.RequestAborted).ConfigureAwait(false);
        var ready = health.Ready;
        if (answers.Begin(context, ready).HasBody)
            await JsonAnswer.WriteAsync(context, json => report.Write(json, ready)).ConfigureAwait(false);
    }
}
