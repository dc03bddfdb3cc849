using System.Text.Json;
using Grocery.Platform.Health.Checks;
using Grocery.Platform.Health.Drain;
using Grocery.Platform.Health.Groups;
using Grocery.Platform.Health.Liveness;
using Grocery.Platform.Health.Probes;
using Grocery.Platform.Health.Warmup;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Grocery.Platform.Health.Report;

/// <summary>Writes the report in JSON: the probes, the process, each check, and each group.</summary>
internal sealed class HealthReport(
    ServiceHealth health,
    HealthSnapshot snapshot,
    HealthGroups groups,
    ProcessHealth process,
    DrainState drain,
    WarmupReport warmup,
    TimeProvider time)
{
    public void Write(Utf8JsonWriter json, HealthStatus ready)
    {
        json.WriteStartObject();
        json.WriteString("status", ready.ToString());
        json.WriteString("startup", health.Startup.ToString());
        json.WriteString("live", health.Live.ToString());
        json.WriteString("phase", DrainPhases.NameOf(drain.Phase));
        WriteProcess(json);
        json.WriteStartObject("checks");
        var now = time.GetTimestamp();
        foreach (var check in snapshot.Checks.ToArray().Concat(snapshot.LazyChecks).OrderBy(check => check.Name, StringComparer.Ordinal))
            Write(json, check, now);

        json.WriteEndObject();
        json.WriteStartObject("groups");
        foreach (var group in groups.All)
            json.WriteString(group.Name, group.Status.ToString());

        json.WriteEndObject();
        WriteWarmup(json);
        json.WriteEndObject();
    }

    private void WriteProcess(Utf8JsonWriter json)
    {
        json.WriteStartObject("process");
        json.WriteNumber("threadPoolDelaySeconds", process.ThreadPoolDelay.TotalSeconds);
        json.WriteNumber("requestsInFlight", drain.Requests);
        if (process.Problem is { } problem)
            json.WriteString("problem", problem);

        json.WriteEndObject();
    }

    private void Write(Utf8JsonWriter json, BackgroundCheck check, long now)
    {
        json.WriteStartObject(check.Name);
        json.WriteString("status", check.StatusAt(now).ToString());
        json.WriteString("dependency", check.Settings.Dependency.ToString());
        if (check.DescriptionAt(now) is { } description)
            json.WriteString("description", description);

        if (check.Snapshot is { } last)
        {
            json.WriteNumber("durationSeconds", last.Duration.TotalSeconds);
            json.WriteNumber("ageSeconds", time.GetElapsedTime(last.Timestamp, now).TotalSeconds);
            json.WriteString("lastRun", last.LastRun);
            json.WriteNumber("consecutiveFailures", last.ConsecutiveFailures);
            ReportData.Write(json, last.Data);
        }

        json.WriteEndObject();
    }

    private void WriteWarmup(Utf8JsonWriter json)
    {
        json.WriteStartObject("warmup");
        foreach (var result in warmup.Results)
        {
            json.WriteStartObject(result.Name);
            json.WriteNumber("durationSeconds", result.Duration.TotalSeconds);
            if (result.Failure is { } failure)
                json.WriteString("failure", failure);

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
