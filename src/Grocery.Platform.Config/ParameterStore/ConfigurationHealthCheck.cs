using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Grocery.Platform.Config.ParameterStore;

/// <summary>Is degraded while the service runs without parameters that it asked for. What AWS said about it stands in the log.</summary>
internal sealed class ConfigurationHealthCheck(ParameterStoreState state, TimeProvider time) : IHealthCheck
{
    public const string Name = "configuration";

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        return Task.FromResult(DescribeTrouble() is { } trouble
            ? new HealthCheckResult(context.Registration.FailureStatus, trouble)
            : HealthCheckResult.Healthy(data: new Dictionary<string, object> { ["age_seconds"] = Age(state.Load!) }));
    }

    private string? DescribeTrouble()
    {
        if (state.Load is not { } load)
            return $"parameter-store: {ParameterStoreFeature.TooLate}";

        var failed = load.Reads.Where(read => read.Failure is not null).Select(read => read.Path).ToArray();
        return failed.Length == 0 ? null : $"parameter-store: not read at the start: {string.Join(" and ", failed)}";
    }

    private long Age(ParameterStoreLoad load) => Math.Max(0, (long)(time.GetUtcNow() - load.EndedAt).TotalSeconds);
}
