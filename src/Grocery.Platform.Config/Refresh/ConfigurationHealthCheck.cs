using System.Globalization;
using Grocery.Platform.Config.Sources;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Grocery.Platform.Config.Refresh;

/// <summary>Is degraded while the service runs on values that could not be read again, or without some. What AWS said stands in the log.</summary>
internal sealed class ConfigurationHealthCheck(
    SourceReloads reloads, IServiceProvider services, TimeProvider time) : IHealthCheck
{
    public const string Name = "configuration";

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var state = reloads.State;
        var age = Math.Max(0, (long)(time.GetUtcNow() - state.LastSuccess).TotalSeconds);
        var data = new Dictionary<string, object>();
        if (reloads.HasSources)
            (data["age_seconds"], data["failed_reads"]) = (age, state.FailedReads);

        return Task.FromResult(Describe(state, age) is { } trouble
            ? new HealthCheckResult(context.Registration.FailureStatus, trouble, data: data)
            : HealthCheckResult.Healthy(data: data));
    }

    private string? Describe(RefreshState state, long age)
    {
        if (SourceSwitch.FindTooLate(services).FirstOrDefault() is { } late)
            return $"{late.Feature}: {SourceFeature.TooLate}";
        if (state.Failures.Count == 0)
            return null;

        var failures = string.Join(" and ", state.Failures.Select(failure => $"{failure.Source.Name} ({ConfigMetrics.NameOf(failure.Kind)})"));
        return state.FailedReads == 0
            ? $"not read: {failures}"
            : string.Create(CultureInfo.InvariantCulture, $"the values are {age} s old; {state.FailedReads} reads failed since; not read: {failures}");
    }
}
