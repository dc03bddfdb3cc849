using Grocery.Platform.Testing.Instances;

namespace Grocery.Platform.Testing.Conformance.Checks;

/// <summary>That telemetry which cannot be delivered takes nothing down.</summary>
internal static class CollectorChecks
{
    public static IReadOnlyList<Check> All { get; } =
    [
        new(new("dead-collector-stop", "A service whose collector cannot be reached ends in time after SIGTERM, with the exit code 0.", "An outage of the collector would make every deployment a kill.", "Do not flush telemetry by hand at the end: the platform does, with a bound.", "docs/observability/otlp.md", ConformanceNeeds.Process), StopsAsync),
    ];

    private static async Task<Finding> StopsAsync(Trial trial, CancellationToken token)
    {
        var instance = (ExecutableInstance)await trial.StrainedAsync().ConfigureAwait(false);
        await trial.AskAsync(instance, trial.Plan.Route).ConfigureAwait(false);
        var start = TimeProvider.System.GetTimestamp();
        string seen;
        int? code = null;
        await instance.Process.SignalAsync("TERM").ConfigureAwait(false);
        try
        {
            code = await instance.Process.ExitAsync(trial.StopBound).WaitAsync(token).ConfigureAwait(false);
            seen = $"the exit code {code} after {TimeProvider.System.GetElapsedTime(start).TotalSeconds:0.0} s";
        }
        catch (TimeoutException)
        {
            seen = $"it still runs after {trial.StopBound.TotalSeconds} s";
        }

        return Finding.Of(
            code == 0, "OTEL_EXPORTER_OTLP_ENDPOINT at a port that refuses, a request, then SIGTERM", seen, $"the exit code 0 within {trial.StopBound.TotalSeconds} s");
    }
}
